package dev.trainyard.training;

import com.fasterxml.jackson.annotation.JsonCreator;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ends a training that does not get better any more. What it decides is a function of the finished
 * epochs alone, so a training that was interrupted ends where an undisturbed one does.
 *
 * @param metric of the validation images; the best epoch of the trial goes by it too
 * @param patience epochs without an improvement after which the training ends
 * @param minimumDelta an improvement is by more than this
 * @param restoreBest whether the trial's model is that of the best epoch rather than the last
 */
public record EarlyStopping(
    @NotNull Metric metric,
    @Min(1) @Max(10_000) int patience,
    @DecimalMin("0") @DecimalMax("1000") double minimumDelta,
    boolean restoreBest) {

  /** Fills in the defaults: the loss, 5 epochs, any improvement, the best epoch's model. */
  @JsonCreator
  static EarlyStopping of(
      @Nullable Metric metric,
      @Nullable Integer patience,
      @Nullable Double minimumDelta,
      @Nullable Boolean restoreBest) {
    return new EarlyStopping(
        metric == null ? Metric.LOSS : metric,
        patience == null ? 5 : patience,
        minimumDelta == null ? 0 : minimumDelta,
        restoreBest == null || restoreBest);
  }

  /**
   * Whether the training is to end, as Keras's callback decides it: each epoch is compared with the
   * last one that was an improvement.
   *
   * @param epochs all finished epochs in order
   */
  public boolean isOver(List<EpochMetrics> epochs) {
    double best = Double.NaN;
    int waited = 0;
    for (EpochMetrics epoch : epochs) {
      double value = metric.validation(epoch);
      if (Double.isNaN(best) || improves(value, best)) {
        best = value;
        waited = 0;
      } else if (++waited >= patience) {
        return true;
      }
    }
    return false;
  }

  private boolean improves(double value, double best) {
    double gain = metric == Metric.LOSS ? best - value : value - best;
    return gain > minimumDelta;
  }
}
