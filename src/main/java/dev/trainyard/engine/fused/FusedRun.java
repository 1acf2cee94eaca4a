package dev.trainyard.engine.fused;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.AugmentedImages;
import dev.trainyard.engine.Checkpoint;
import dev.trainyard.engine.Evaluation;
import dev.trainyard.engine.InitialParameters;
import dev.trainyard.engine.Randomness;
import dev.trainyard.engine.TrainingFailed;
import dev.trainyard.engine.TrainingListener;
import dev.trainyard.engine.TrainingPlan;
import dev.trainyard.training.EpochMetrics;
import dev.trainyard.training.LearningRate;
import dev.trainyard.training.TrainingSpec;
import org.jspecify.annotations.Nullable;

/** One training from a checkpoint, or from the beginning, to its end. */
final class FusedRun {
  private final TrainingPlan plan;
  private final TrainingSpec training;
  private final TrainingListener listener;
  private final AugmentedImages augmented;
  private final Team team;
  private final FusedNetwork network;
  private final int batches;
  private final int firstEpoch;

  FusedRun(TrainingPlan plan, @Nullable Checkpoint from, TrainingListener listener, Team team) {
    this.plan = plan;
    this.training = plan.training();
    this.listener = listener;
    this.team = team;
    this.augmented = new AugmentedImages(plan);
    this.batches = Math.ceilDiv(plan.trainImages().count(), training.batchSize());
    this.firstEpoch = from == null ? 1 : from.epoch() + 1;
    int largest = Math.min(training.batchSize(), plan.trainImages().count());
    this.network = new FusedNetwork(plan, batches, Math.max(largest, FusedNetwork.PREDICTED), team);
    Checkpoint start = from == null ? beginning(plan) : from;
    network.load(start.parameters(), start.stateFor(plan.network(), training.optimizer()));
  }

  private static Checkpoint beginning(TrainingPlan plan) {
    float[] parameters = InitialParameters.of(plan.network(), plan.training().seed());
    return new Checkpoint(0, parameters, new float[0]);
  }

  /** Trains; true when all epochs are done, false when the listener asked to stop. */
  boolean finish() {
    for (int epoch = firstEpoch; epoch <= training.epochs(); epoch++) {
      if (!epoch(epoch)) {
        return false;
      }
    }
    return true;
  }

  private boolean epoch(int epoch) {
    long start = System.nanoTime();
    team.run(augmented.pieces(), piece -> augmented.draw(epoch, piece));
    LabelledImages images = augmented.images();
    int count = images.count();
    int[] order =
        Randomness.of(training.seed(), Randomness.Purpose.ORDER, epoch).permutation(count);
    network.beginEpoch(epoch, images);
    double loss = 0;
    int hits = 0;
    for (int batch = 0; batch < batches; batch++) {
      if (listener.stopRequested()) {
        return false;
      }
      int from = batch * training.batchSize();
      int examples = Math.min(training.batchSize(), count - from);
      long step = (epoch - 1L) * batches + batch + 1;
      double sum = network.train(images, order, from, examples, batch, step);
      if (!Double.isFinite(sum)) {
        throw TrainingFailed.nonFiniteLoss(epoch, batch + 1, training.optimizer().learningRate());
      }
      loss += sum;
      hits += network.hits();
      listener.progress(epoch, batch + 1, batches);
    }
    finishEpoch(epoch, loss / count, (double) hits / count, start);
    return true;
  }

  private void finishEpoch(int epoch, double trainLoss, double trainAccuracy, long start) {
    Evaluation validation = network.evaluate(plan.validationImages());
    double seconds = (System.nanoTime() - start) / 1e9;
    listener.epochCompleted(
        new EpochMetrics(
            epoch,
            trainLoss,
            trainAccuracy,
            validation.loss(),
            validation.accuracy(),
            LearningRate.of(training, batches).at((long) epoch * batches),
            seconds),
        network.save(epoch));
  }
}
