package dev.trainyard.engine;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.Randomness.Purpose;
import dev.trainyard.training.EpochMetrics;
import dev.trainyard.training.LearningRate;
import dev.trainyard.training.TrainingSpec;

/**
 * Takes a training from epoch to epoch, the same for every engine: it draws the images, puts them
 * into order, asks whether to stop, makes sure that every loss is finite, and reports each epoch.
 */
public final class EpochLoop {

  /** What an engine supplies; called from one thread, in the order of the methods here. */
  public interface Steps {

    /**
     * Draws the epoch's augmented images, by as many threads as the engine has.
     *
     * @param epoch from 1
     */
    default void draw(AugmentedImages augmented, int epoch) {
      augmented.draw(epoch);
    }

    /** Gets ready for an epoch on these images. */
    default void beginEpoch(int epoch, LabelledImages images) {}

    /**
     * Trains one mini-batch: the images {@code order[from]} to {@code order[from + count - 1]}.
     * Where its loss is not finite, the parameters need not be updated: the training ends there.
     *
     * @param batch in its epoch, from 0
     * @param step since the beginning of the training, from 1
     * @return the loss in nats as the mini-batch was trained, before the update, summed
     */
    double train(LabelledImages images, int[] order, int from, int count, int batch, long step);

    /** Images of the mini-batch that was trained last whose class was predicted. */
    int hits();

    /** Scores the network as it is on images; nothing is learned. */
    Score score(LabelledImages images);

    /** The state after an epoch; the caller's to keep. */
    Checkpoint checkpoint(int epoch);
  }

  private final TrainingPlan plan;
  private final TrainingSpec training;
  private final TrainingListener listener;
  private final AugmentedImages augmented;
  private final int batches;

  /** A loop over the epochs of a plan. */
  public EpochLoop(TrainingPlan plan, TrainingListener listener) {
    this.plan = plan;
    this.training = plan.training();
    this.listener = listener;
    this.augmented = new AugmentedImages(plan);
    this.batches = plan.batches();
  }

  /**
   * Trains until the plan's last epoch.
   *
   * @param done epochs that are finished already
   * @return true when all epochs are done, false when the listener asked to stop
   * @throws TrainingFailed when a loss, that of the validation included, is not finite
   */
  public boolean run(Steps steps, int done) {
    for (int epoch = done + 1; epoch <= training.epochs(); epoch++) {
      if (!epoch(steps, epoch)) {
        return false;
      }
    }
    return true;
  }

  private boolean epoch(Steps steps, int epoch) {
    long start = System.nanoTime();
    steps.draw(augmented, epoch);
    LabelledImages images = augmented.images();
    int count = images.count();
    int[] order = Randomness.of(training.seed(), Purpose.ORDER, epoch).permutation(count);
    steps.beginEpoch(epoch, images);
    double lossSum = 0;
    int hits = 0;
    for (int batch = 0; batch < batches; batch++) {
      if (listener.stopRequested()) {
        return false;
      }
      int from = batch * training.batchSize();
      int examples = Math.min(training.batchSize(), count - from);
      long step = (epoch - 1L) * batches + batch + 1;
      double sum = steps.train(images, order, from, examples, batch, step);
      if (!Double.isFinite(sum)) {
        throw TrainingFailed.nonFiniteLoss(epoch, batch + 1, training);
      }
      lossSum += sum;
      hits += steps.hits();
      listener.progress(epoch, batch + 1, batches);
    }
    LabelledImages unseen = plan.validationImages();
    Score validation = steps.score(unseen);
    if (!Double.isFinite(validation.lossSum())) {
      throw TrainingFailed.nonFiniteValidation(epoch, training);
    }
    double seconds = (System.nanoTime() - start) * 1e-9;
    listener.epochCompleted(
        new EpochMetrics(
            epoch,
            lossSum / count,
            (double) hits / count,
            validation.lossSum() / unseen.count(),
            (double) validation.hits() / unseen.count(),
            LearningRate.of(training, batches).at((long) epoch * batches),
            seconds),
        steps.checkpoint(epoch));
    return true;
  }
}
