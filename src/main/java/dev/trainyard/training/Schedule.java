package dev.trainyard.training;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the optimizer's learning rate in the course of a training: before each mini-batch
 * it is multiplied by {@link #factor}, and during the first {@code warmUpEpochs} epochs, which need
 * not be whole, also by a ramp from nearly 0 to 1.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(Schedule.Constant.class),
  @JsonSubTypes.Type(Schedule.Step.class),
  @JsonSubTypes.Type(Schedule.Exponential.class),
  @JsonSubTypes.Type(Schedule.Cosine.class),
  @JsonSubTypes.Type(Schedule.OneCycle.class)
})
public sealed interface Schedule {

  /** The schedule's name in JSON. */
  default String type() {
    return getClass().getAnnotation(JsonTypeName.class).value();
  }

  /** How long the learning rate is warmed up; 0 for not at all. */
  double warmUpEpochs();

  /**
   * The factor without warm-up.
   *
   * @param epochsDone finished epochs, with the finished part of the running one
   * @param epochs of the whole training
   */
  double factor(double epochsDone, int epochs);

  /** Whether the factors depend on how long the whole training is. */
  default boolean endsWithTraining() {
    return false;
  }

  /** Always 1. */
  @JsonTypeName("constant")
  record Constant(@DecimalMin("0") @DecimalMax("10000") double warmUpEpochs) implements Schedule {
    /** Without warm-up. */
    public static final Constant PLAIN = new Constant(0);

    @JsonCreator
    static Constant of(@Nullable Double warmUpEpochs) {
      return new Constant(orElse(warmUpEpochs, 0));
    }

    @Override
    public double factor(double epochsDone, int epochs) {
      return 1;
    }
  }

  /** Multiplied by {@code factor} after every {@code everyEpochs} epochs. */
  @JsonTypeName("step")
  record Step(
      @Min(1) @Max(10_000) int everyEpochs,
      @DecimalMin(value = "0", inclusive = false) @DecimalMax("1") double factor,
      @DecimalMin("0") @DecimalMax("10000") double warmUpEpochs)
      implements Schedule {
    /** Fills in the defaults: a half after every 10 epochs. */
    @JsonCreator
    static Step of(
        @Nullable Integer everyEpochs, @Nullable Double factor, @Nullable Double warmUpEpochs) {
      return new Step(
          everyEpochs == null ? 10 : everyEpochs, orElse(factor, 0.5), orElse(warmUpEpochs, 0));
    }

    @Override
    public double factor(double epochsDone, int epochs) {
      return Math.pow(factor, Math.floor(epochsDone / everyEpochs));
    }
  }

  /** {@code factor} to the power of the finished epochs, falling from mini-batch to mini-batch. */
  @JsonTypeName("exponential")
  record Exponential(
      @DecimalMin(value = "0", inclusive = false) @DecimalMax("1") double factor,
      @DecimalMin("0") @DecimalMax("10000") double warmUpEpochs)
      implements Schedule {
    /** Fills in the defaults: 0.95 per epoch. */
    @JsonCreator
    static Exponential of(@Nullable Double factor, @Nullable Double warmUpEpochs) {
      return new Exponential(orElse(factor, 0.95), orElse(warmUpEpochs, 0));
    }

    @Override
    public double factor(double epochsDone, int epochs) {
      return Math.pow(factor, epochsDone);
    }
  }

  /** Half a cosine from 1 to {@code finalFactor} (Loshchilov and Hutter 2017, without restarts). */
  @JsonTypeName("cosine")
  record Cosine(
      @DecimalMin("0") @DecimalMax("1") double finalFactor,
      @DecimalMin("0") @DecimalMax("10000") double warmUpEpochs)
      implements Schedule {
    /** Fills in the defaults: down to 0. */
    @JsonCreator
    static Cosine of(@Nullable Double finalFactor, @Nullable Double warmUpEpochs) {
      return new Cosine(orElse(finalFactor, 0), orElse(warmUpEpochs, 0));
    }

    @Override
    public double factor(double epochsDone, int epochs) {
      return glide(1, finalFactor, epochsDone / epochs);
    }

    @Override
    public boolean endsWithTraining() {
      return true;
    }
  }

  /**
   * Up from {@code initialFactor} to 1 in the first {@code rise} of the training, then down to
   * {@code finalFactor}, each along half a cosine (Smith and Topin 2019, as in PyTorch's {@code
   * OneCycleLR} but for the momentum, which stays as it is). The optimizer's learning rate is the
   * highest one.
   */
  @JsonTypeName("oneCycle")
  record OneCycle(
      @DecimalMin("0") @DecimalMax("1") double rise,
      @DecimalMin("0") @DecimalMax("1") double initialFactor,
      @DecimalMin("0") @DecimalMax("1") double finalFactor,
      @DecimalMin("0") @DecimalMax("10000") double warmUpEpochs)
      implements Schedule {
    /** Fills in PyTorch's defaults: up from a 25th in three tenths, down to a 250,000th. */
    @JsonCreator
    static OneCycle of(
        @Nullable Double rise,
        @Nullable Double initialFactor,
        @Nullable Double finalFactor,
        @Nullable Double warmUpEpochs) {
      return new OneCycle(
          orElse(rise, 0.3),
          orElse(initialFactor, 0.04),
          orElse(finalFactor, 4e-6),
          orElse(warmUpEpochs, 0));
    }

    @Override
    public double factor(double epochsDone, int epochs) {
      double done = epochsDone / epochs;
      return done < rise
          ? glide(initialFactor, 1, done / rise)
          : glide(1, finalFactor, (done - rise) / (1 - rise));
    }

    @Override
    public boolean endsWithTraining() {
      return true;
    }
  }

  private static double glide(double from, double to, double done) {
    return to + (from - to) * 0.5 * (1 + Math.cos(Math.PI * done));
  }

  private static double orElse(@Nullable Double value, double otherwise) {
    return value == null ? otherwise : value;
  }
}
