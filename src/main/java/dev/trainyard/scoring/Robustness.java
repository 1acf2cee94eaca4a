package dev.trainyard.scoring;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * How well an experiment's completed trials recognise test images that are not where they were.
 *
 * @param images of the test split, which all figures are of
 * @param trials by number
 */
public record Robustness(
    long experimentId,
    @Schema(description = "Images of the test split, which all figures are of") int images,
    @Schema(
            description =
                "Every shift but 0 was made in so many directions: up, down, left, right and the four diagonals")
        int directions,
    List<TrialRobustness> trials) {

  /**
   * One of the trials.
   *
   * @param epoch whose model it is: the best with {@code restoreBest}, else the last
   * @param shifts from 0 pixels upwards
   */
  public record TrialRobustness(
      int trial,
      int replicate,
      long seed,
      Map<String, Object> parameters,
      int epoch,
      List<ShiftScore> shifts) {}

  /**
   * The score after a shift.
   *
   * @param pixels by which an image was moved, along each axis for a diagonal
   * @param accuracy 0 to 1, the mean over the directions
   * @param lowest of the directions
   */
  public record ShiftScore(
      @Schema(example = "2") int pixels,
      @Schema(description = "Mean over the directions") double accuracy,
      @Schema(description = "In the worst of the directions") double lowest) {

    static ShiftScore of(int pixels, double[] accuracies) {
      var all = DoubleStream.of(accuracies).summaryStatistics();
      return new ShiftScore(pixels, all.getAverage(), all.getMin());
    }
  }
}
