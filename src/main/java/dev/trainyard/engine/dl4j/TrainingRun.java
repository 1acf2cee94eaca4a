package dev.trainyard.engine.dl4j;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.AugmentedImages;
import dev.trainyard.engine.Checkpoint;
import dev.trainyard.engine.InitialParameters;
import dev.trainyard.engine.Randomness;
import dev.trainyard.engine.Randomness.Purpose;
import dev.trainyard.engine.TrainingFailed;
import dev.trainyard.engine.TrainingListener;
import dev.trainyard.engine.TrainingPlan;
import dev.trainyard.training.EpochMetrics;
import dev.trainyard.training.LearningRate;
import dev.trainyard.training.TrainingSpec;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.DataSet;

/** One call of {@link Dl4jEngine#train}: its network, its position, its native memory. */
final class TrainingRun implements AutoCloseable {
  private static final int VALIDATION_BATCH = 500;
  private final TrainingPlan plan;
  private final TrainingSpec training;
  private final TrainingListener listener;
  private final int batches;
  private final BatchLoss loss = new BatchLoss();
  private final MiniBatch miniBatch = new MiniBatch();
  private final AugmentedImages augmented;
  private final MultiLayerNetwork network;
  private int epochsDone;

  TrainingRun(TrainingPlan plan, @Nullable Checkpoint from, TrainingListener listener) {
    this.plan = plan;
    this.training = plan.training();
    this.listener = listener;
    this.augmented = new AugmentedImages(plan);
    this.batches = Math.ceilDiv(plan.trainImages().count(), training.batchSize());
    Checkpoint start = from == null ? beginning(plan) : from;
    this.epochsDone = start.epoch();
    this.network =
        Dl4jNetwork.of(
            Dl4jConfiguration.training(plan.network(), training, loss, batches),
            start.parameters(),
            start.stateFor(plan.network(), training.optimizer()));
    if (training.clipping().bounds()) {
      network.setListeners(new GradientClip(plan));
    }
    network.setEpochCount(epochsDone);
    network.setIterationCount(Math.multiplyExact(epochsDone, batches));
  }

  private static Checkpoint beginning(TrainingPlan plan) {
    float[] parameters = InitialParameters.of(plan.network(), plan.training().seed());
    return new Checkpoint(0, parameters, new float[0]);
  }

  /** Trains to the last epoch; false when the listener asked to stop before. */
  boolean finish() {
    while (epochsDone < training.epochs()) {
      long start = System.nanoTime();
      Score trained = trainEpoch(epochsDone + 1);
      if (trained == null) {
        return false;
      }
      Score validated = validate();
      requireFinite(validated, epochsDone + 1, batches);
      network.incrementEpochCount();
      epochsDone++;
      double seconds = (System.nanoTime() - start) * 1e-9;
      listener.epochCompleted(metrics(trained, validated, seconds), checkpoint());
    }
    return true;
  }

  private @Nullable Score trainEpoch(int epoch) {
    augmented.draw(epoch);
    LabelledImages images = augmented.images();
    int[] order = Randomness.of(training.seed(), Purpose.ORDER, epoch).permutation(images.count());
    Score score = Score.NONE;
    for (int batch = 0; batch < batches; batch++) {
      if (listener.stopRequested()) {
        return null;
      }
      int from = batch * training.batchSize();
      int to = Math.min(from + training.batchSize(), images.count());
      network.fit(miniBatch.of(images, order, from, to, training.labelSmoothing()));
      Score here = new Score(loss.sum(), loss.correct(), to - from);
      requireFinite(here, epoch, batch + 1);
      score = score.plus(here);
      listener.progress(epoch, batch + 1, batches);
    }
    return score;
  }

  private Score validate() {
    LabelledImages images = plan.validationImages();
    int[] order = IntStream.range(0, images.count()).toArray();
    Score score = Score.NONE;
    for (int from = 0; from < images.count(); from += VALIDATION_BATCH) {
      int to = Math.min(from + VALIDATION_BATCH, images.count());
      DataSet batch = miniBatch.of(images, order, from, to);
      network.score(batch, false);
      score = score.plus(new Score(loss.sum(), loss.correct(), to - from));
    }
    return score;
  }

  private void requireFinite(Score score, int epoch, int batch) {
    if (!Double.isFinite(score.lossSum())) {
      throw TrainingFailed.nonFiniteLoss(epoch, batch, training.optimizer().learningRate());
    }
  }

  private EpochMetrics metrics(Score trained, Score validated, double seconds) {
    return new EpochMetrics(
        epochsDone,
        trained.loss(),
        trained.accuracy(),
        validated.loss(),
        validated.accuracy(),
        LearningRate.of(training, batches).at((long) epochsDone * batches),
        seconds);
  }

  private Checkpoint checkpoint() {
    return new Checkpoint(
        epochsDone, Dl4jNetwork.parameters(network), Dl4jNetwork.updaterState(network));
  }

  /** Frees the native memory now instead of some time after the next garbage collection. */
  @Override
  public void close() {
    miniBatch.close();
    Dl4jNetwork.free(network);
  }
}
