package dev.trainyard.outcome;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trainyard.training.EpochMetrics;
import org.jspecify.annotations.Nullable;

/**
 * How far a trial's validation accuracies would be off on other images of the same kind: binomial
 * standard errors, √(p (1 − p) / images). How much another seed would change is not in them; that
 * is what replicates are for.
 *
 * @param best of the best epoch's accuracy
 * @param last of the last epoch's accuracy
 */
public record StandardErrors(@Nullable Double best, @JsonProperty("final") @Nullable Double last) {

  public static StandardErrors of(
      @Nullable EpochMetrics best, @Nullable EpochMetrics last, ValidationImages validation) {
    return new StandardErrors(error(best, validation), error(last, validation));
  }

  private static @Nullable Double error(@Nullable EpochMetrics epoch, ValidationImages validation) {
    return epoch == null
        ? null
        : (Double) Binomial.standardError(epoch.validationAccuracy(), validation.images());
  }
}
