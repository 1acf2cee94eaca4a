package dev.trainyard.engine;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.Randomness.Purpose;
import dev.trainyard.training.Averaging;
import dev.trainyard.training.EpochMetrics;
import dev.trainyard.training.LearningRate;
import dev.trainyard.training.TrainingSpec;
import org.jspecify.annotations.Nullable;

/**
 * Takes a training from epoch to epoch, the same for every engine: it draws the images, puts them
 * into order, asks whether to stop, makes sure that every loss is finite, averages the weights, and
 * reports each epoch.
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

    /**
     * Copies the parameters as they are, running statistics included.
     *
     * @param to gets them in DL4J's flat order
     */
    void copyParameters(float[] to);

    /**
     * Goes on with other parameters and the same updater state.
     *
     * @param parameters in DL4J's flat order; copied
     */
    void setParameters(float[] parameters);

    /** The state after an epoch; the caller's to keep. */
    Checkpoint checkpoint(int epoch);
  }

  private final TrainingPlan plan;
  private final TrainingSpec training;
  private final TrainingListener listener;
  private final AugmentedImages augmented;
  private final int batches;
  private final @Nullable WeightAverage average;

  /** A loop over the epochs of a plan. */
  public EpochLoop(TrainingPlan plan, TrainingListener listener) {
    this.plan = plan;
    this.training = plan.training();
    this.listener = listener;
    this.augmented = new AugmentedImages(plan);
    this.batches = plan.batches();
    Averaging averaging = training.averaging();
    this.average =
        averaging == null
            ? null
            : new WeightAverage(averaging, ParameterLayout.size(plan.network()), batches);
  }

  /**
   * Trains until the plan's last epoch.
   *
   * @param from the state that the network is in
   * @return true when all epochs are done, false when the listener asked to stop
   * @throws TrainingFailed when a loss, that of the validation included, is not finite
   */
  public boolean run(Steps steps, Checkpoint from) {
    if (average != null) {
      average.goOn(from, steps);
    }
    for (int epoch = from.epoch() + 1; epoch <= training.epochs(); epoch++) {
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
      if (average != null) {
        average.follow(steps, epoch, batch + 1);
      }
      listener.progress(epoch, batch + 1, batches);
    }
    WeightAverage shown = average != null && average.includes(epoch) ? average : null;
    if (shown != null) {
      shown.show(steps);
    }
    LabelledImages unseen = plan.validationImages();
    Score validation = steps.score(unseen);
    if (!Double.isFinite(validation.lossSum())) {
      throw TrainingFailed.nonFiniteValidation(epoch, training);
    }
    Checkpoint checkpoint = steps.checkpoint(epoch);
    if (shown != null) {
      checkpoint = shown.hide(steps, checkpoint);
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
        checkpoint);
    return true;
  }
}
