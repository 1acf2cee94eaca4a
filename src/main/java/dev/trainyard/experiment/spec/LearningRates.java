package dev.trainyard.experiment.spec;

import dev.trainyard.training.LearningRate;
import dev.trainyard.training.TrainingSpec;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The learning rates that a training would have.
 *
 * @param batches mini-batches of an epoch
 * @param points of all mini-batches if they are at most {@value #MOST_POINTS}; else of so many, the
 *     first and the last among them, at equal distances
 */
public record LearningRates(
    @Schema(example = "10") int epochs, @Schema(example = "600") int batches, List<Point> points) {
  private static final int MOST_POINTS = 200;

  /**
   * That of one mini-batch.
   *
   * @param step its number since the beginning of the training, from 1
   * @param epochsDone how much of the training is done before it, in epochs
   */
  public record Point(
      @Schema(example = "1") long step,
      @Schema(example = "0") double epochsDone,
      @Schema(example = "0.1") double learningRate) {}

  /** Those of a training on so many images. */
  static LearningRates of(TrainingSpec training, int images) {
    int batches = Math.ceilDiv(images, training.batchSize());
    LearningRate rate = LearningRate.of(training, batches);
    long steps = (long) training.epochs() * batches;
    int points = (int) Math.min(MOST_POINTS, steps);
    return new LearningRates(
        training.epochs(),
        batches,
        LongStream.range(0, points)
            .map(i -> points == 1 ? 1 : 1 + i * (steps - 1) / (points - 1))
            .mapToObj(step -> new Point(step, (step - 1) / (double) batches, rate.at(step)))
            .toList());
  }
}
