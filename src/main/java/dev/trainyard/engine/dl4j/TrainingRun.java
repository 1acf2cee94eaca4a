package dev.trainyard.engine.dl4j;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.Checkpoint;
import dev.trainyard.engine.EpochLoop;
import dev.trainyard.engine.Score;
import dev.trainyard.engine.TrainingPlan;
import dev.trainyard.training.TrainingSpec;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** One call of {@link Dl4jEngine#train}: its network and its native memory. */
final class TrainingRun implements EpochLoop.SingleSteps, AutoCloseable {
  private static final int VALIDATION_BATCH = 500;

  private final TrainingSpec training;
  private final BatchLoss loss = new BatchLoss();
  private final MiniBatch miniBatch = new MiniBatch();
  private final MultiLayerNetwork network;

  TrainingRun(TrainingPlan plan, Checkpoint start) {
    this.training = plan.training();
    this.network =
        Dl4jNetwork.of(
            Dl4jConfiguration.training(plan.network(), training, loss, plan.batches()),
            start.parameters(),
            start.stateFor(plan.network(), training.optimizer()));
    if (training.clipping().bounds()) {
      network.setListeners(new GradientClip(plan));
    }
    network.setIterationCount(Math.multiplyExact(start.epoch(), plan.batches()));
  }

  @Override
  public void beginEpoch(int epoch, LabelledImages images) {
    network.setEpochCount(epoch - 1);
  }

  @Override
  public double train(
      LabelledImages images, int[] order, int from, int count, int batch, long step) {
    network.fit(miniBatch.of(images, order, from, from + count, training.labelSmoothing()));
    return loss.sum();
  }

  @Override
  public int hits() {
    return loss.correct();
  }

  @Override
  public Score score(LabelledImages images) {
    int[] order = IntStream.range(0, images.count()).toArray();
    Score score = Score.NONE;
    for (int from = 0; from < images.count(); from += VALIDATION_BATCH) {
      int to = Math.min(from + VALIDATION_BATCH, images.count());
      network.score(miniBatch.of(images, order, from, to), false);
      score = score.plus(new Score(loss.sum(), loss.correct()));
    }
    return score;
  }

  @Override
  public void copyParameters(float[] to) {
    System.arraycopy(Dl4jNetwork.parameters(network), 0, to, 0, to.length);
  }

  @Override
  public void setParameters(float[] parameters) {
    Dl4jNetwork.setParameters(network, parameters);
  }

  @Override
  public Checkpoint checkpoint(int epoch) {
    return new Checkpoint(
        epoch, Dl4jNetwork.parameters(network), Dl4jNetwork.updaterState(network));
  }

  /** Frees the native memory now instead of some time after the next garbage collection. */
  @Override
  public void close() {
    miniBatch.close();
    Dl4jNetwork.free(network);
  }
}
