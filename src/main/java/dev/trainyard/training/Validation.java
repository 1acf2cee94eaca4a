package dev.trainyard.training;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * Which images the validation figures are taken on.
 *
 * @param fraction of the training images that is held out, with the source {@code holdout}; null
 *     otherwise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Validation(
    @NotNull Source source, @DecimalMin("0.01") @DecimalMax("0.99") @Nullable Double fraction) {
  private static final double DEFAULT_FRACTION = 0.1;

  /** Where the validation images come from. */
  public enum Source {
    /** The dataset's own test split. */
    @JsonProperty("test")
    TEST,
    /**
     * A part of the training split, by the trial's seed and with the split's balance of classes;
     * the test split is scored once, when the trial is complete.
     */
    @JsonProperty("holdout")
    HOLDOUT
  }

  /** Fills in the fraction where there is one to fill in. */
  @JsonCreator
  static Validation of(@Nullable Source source, @Nullable Double fraction) {
    return new Validation(
        source == null ? Source.TEST : source,
        source == Source.HOLDOUT && fraction == null ? Double.valueOf(DEFAULT_FRACTION) : fraction);
  }

  /** Validation on the dataset's test split. */
  public static Validation onTest() {
    return new Validation(Source.TEST, null);
  }

  /** Validation on a part of the training split. */
  public static Validation onHoldout(double fraction) {
    return new Validation(Source.HOLDOUT, fraction);
  }

  /** The images that are held out of so many training images; 0 with the source test. */
  public int heldOut(int trainImages) {
    return source == Source.HOLDOUT && fraction != null
        ? Math.clamp(Math.round(fraction * trainImages), 1, trainImages - 1)
        : 0;
  }

  /**
   * The images that validation is on.
   *
   * @param trainImages of the dataset's training split
   * @param testImages of its test split
   */
  public int images(int trainImages, int testImages) {
    return source == Source.HOLDOUT ? heldOut(trainImages) : testImages;
  }
}
