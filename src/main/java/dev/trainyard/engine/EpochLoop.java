package dev.trainyard.engine;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.Randomness.Purpose;
import dev.trainyard.training.Averaging;
import dev.trainyard.training.EpochMetrics;
import dev.trainyard.training.LearningRate;
import dev.trainyard.training.TrainingSpec;
import java.util.Arrays;
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
     * @return the images; those of the plan where an engine draws them out of the loop's sight
     */
    default LabelledImages draw(AugmentedImages augmented, int epoch) {
      augmented.draw(epoch);
      return augmented.images();
    }

    /** Gets ready for an epoch on these images. */
    default void beginEpoch(int epoch, LabelledImages images) {}

    /**
     * Mini-batches between two questions whether to stop: more than one where asking after each
     * takes as long as training it; then a divisor of {@link Averaging#EVERY}.
     */
    default int together() {
      return 1;
    }

    /**
     * Trains some mini-batches one after the other, and tells what the loop wants to know of each.
     *
     * @param epoch all mini-batches of an epoch
     * @param first the number of the first that is trained, from 0
     * @param end that behind the last
     */
    void train(MiniBatches epoch, int first, int end);

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

  /** What an engine supplies that trains each mini-batch by itself. */
  public interface SingleSteps extends Steps {

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

    @Override
    default void train(MiniBatches epoch, int first, int end) {
      for (int batch = first; batch < end; batch++) {
        epoch.losses()[batch] =
            train(
                epoch.images(),
                epoch.order(),
                epoch.from(batch),
                epoch.count(batch),
                batch,
                epoch.step(batch));
        epoch.hits()[batch] = hits();
      }
    }
  }

  /**
   * The mini-batches of an epoch.
   *
   * @param order of all images in the epoch
   * @param size examples of each; the epoch's last may be smaller
   * @param epoch from 1
   * @param losses [mini-batches]; gets the summed loss of each in nats
   * @param hits [mini-batches]; gets the images of each whose class was predicted
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record MiniBatches(
      LabelledImages images, int[] order, int size, int epoch, double[] losses, int[] hits) {

    /** The place in the order of a mini-batch's first image. */
    public int from(int batch) {
      return batch * size;
    }

    /** Images of a mini-batch. */
    public int count(int batch) {
      return Math.min(size, order.length - from(batch));
    }

    /** The number of a mini-batch since the beginning of the training, from 1. */
    public long step(int batch) {
      return (epoch - 1L) * losses.length + batch + 1;
    }
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
    LabelledImages images = steps.draw(augmented, epoch);
    int count = images.count();
    int[] order = Randomness.of(training.seed(), Purpose.ORDER, epoch).permutation(count);
    steps.beginEpoch(epoch, images);
    double[] losses = new double[batches];
    int[] hits = new int[batches];
    MiniBatches all = new MiniBatches(images, order, training.batchSize(), epoch, losses, hits);
    double lossSum = 0;
    int end;
    for (int first = 0; first < batches; first = end) {
      if (listener.stopRequested()) {
        return false;
      }
      end = Math.min(batches, first + steps.together());
      steps.train(all, first, end);
      for (int batch = first; batch < end; batch++) {
        if (!Double.isFinite(losses[batch])) {
          throw TrainingFailed.nonFiniteLoss(epoch, batch + 1, training);
        }
        lossSum += losses[batch];
        listener.progress(epoch, batch + 1, batches);
      }
      if (average != null) {
        average.follow(steps, epoch, end);
      }
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
            (double) Arrays.stream(hits).sum() / count,
            validation.lossSum() / unseen.count(),
            (double) validation.hits() / unseen.count(),
            LearningRate.of(training, batches).at((long) epoch * batches),
            seconds),
        checkpoint);
    return true;
  }
}
