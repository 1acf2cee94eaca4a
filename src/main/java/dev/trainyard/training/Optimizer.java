package dev.trainyard.training;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;

/** How a gradient g becomes a change of the parameters w. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(Optimizer.Sgd.class),
  @JsonSubTypes.Type(Optimizer.Momentum.class),
  @JsonSubTypes.Type(Optimizer.Adam.class)
})
public sealed interface Optimizer {

  /** The optimizer's name in JSON. */
  default String type() {
    return getClass().getAnnotation(JsonTypeName.class).value();
  }

  /** The step size, above 0. */
  double learningRate();

  /** Plain stochastic gradient descent: w ← w − learningRate · g. */
  @JsonTypeName("sgd")
  record Sgd(@DecimalMin(value = "0", inclusive = false) @DecimalMax("1000000") double learningRate)
      implements Optimizer {}

  /** Heavy ball (Polyak 1964): v ← momentum · v − learningRate · g; w ← w + v. */
  @JsonTypeName("momentum")
  record Momentum(
      @DecimalMin(value = "0", inclusive = false) @DecimalMax("1000000") double learningRate,
      @DecimalMin("0") @DecimalMax(value = "1", inclusive = false) double momentum)
      implements Optimizer {
    static final double DEFAULT_MOMENTUM = 0.9;
  }

  /**
   * Adam (Kingma and Ba 2015): m ← β₁m + (1−β₁)g; v ← β₂v + (1−β₂)g²; w ← w − α_t · m / (√v + ε)
   * with α_t = learningRate · √(1−β₂ᵗ) / (1−β₁ᵗ), t counted from 1. ε stands outside the bias
   * correction, as in DL4J and TensorFlow.
   */
  @JsonTypeName("adam")
  record Adam(
      @DecimalMin(value = "0", inclusive = false) @DecimalMax("1000000") double learningRate,
      @DecimalMin("0") @DecimalMax(value = "1", inclusive = false) double beta1,
      @DecimalMin("0") @DecimalMax(value = "1", inclusive = false) double beta2,
      @DecimalMin(value = "0", inclusive = false) @DecimalMax("1") double epsilon)
      implements Optimizer {}
}
