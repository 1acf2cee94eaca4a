package dev.trainyard.training;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.util.List;

/**
 * How a gradient g becomes a change of the parameters w. The formulas are Keras's, whichever engine
 * trains; the learning rate in them is the one that the {@link Schedule} makes of it.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(Optimizer.Sgd.class),
  @JsonSubTypes.Type(Optimizer.Momentum.class),
  @JsonSubTypes.Type(Optimizer.Nesterov.class),
  @JsonSubTypes.Type(Optimizer.RmsProp.class),
  @JsonSubTypes.Type(Optimizer.Adam.class),
  @JsonSubTypes.Type(Optimizer.AdamW.class),
  @JsonSubTypes.Type(Optimizer.Adagrad.class)
})
public sealed interface Optimizer {

  /** One of each, with Keras's values. */
  static List<Optimizer> defaults() {
    return List.of(
        new Sgd(0.01),
        new Momentum(0.01, 0.9),
        new Nesterov(0.01, 0.9),
        new RmsProp(0.001, 0.9, 1e-7),
        new Adam(0.001, 0.9, 0.999, 1e-7),
        new AdamW(0.001, 0.9, 0.999, 1e-7, 0.004),
        new Adagrad(0.001, 0.1, 1e-7));
  }

  /** The optimizer's name in JSON. */
  default String type() {
    return getClass().getAnnotation(JsonTypeName.class).value();
  }

  /** The step size, above 0. */
  double learningRate();

  /** Decoupled weight decay that belongs to the optimizer itself. */
  default double decoupledDecay() {
    return 0;
  }

  /** Values that are kept for each parameter from step to step. */
  default int states() {
    return 1;
  }

  /** What each of these values is before the first step. */
  default float initialState() {
    return 0;
  }

  /** Plain stochastic gradient descent: w ← w − learningRate · g. */
  @JsonTypeName("sgd")
  record Sgd(@DecimalMin(value = "0", inclusive = false) @DecimalMax("1000000") double learningRate)
      implements Optimizer {
    @Override
    public int states() {
      return 0;
    }
  }

  /** Heavy ball (Polyak 1964): v ← momentum · v − learningRate · g; w ← w + v. */
  @JsonTypeName("momentum")
  record Momentum(
      @DecimalMin(value = "0", inclusive = false) @DecimalMax("1000000") double learningRate,
      @DecimalMin("0") @DecimalMax(value = "1", inclusive = false) double momentum)
      implements Optimizer {}

  /**
   * Nesterov's momentum: v ← momentum · v − learningRate · g; w ← w + momentum · v − learningRate ·
   * g. DL4J's {@code Nesterovs} is the same in other words.
   */
  @JsonTypeName("nesterov")
  record Nesterov(
      @DecimalMin(value = "0", inclusive = false) @DecimalMax("1000000") double learningRate,
      @DecimalMin("0") @DecimalMax(value = "1", inclusive = false) double momentum)
      implements Optimizer {}

  /**
   * RMSprop (Hinton 2012): v ← rho · v + (1−rho)g²; w ← w − learningRate · g / √(v + ε). As in
   * Keras, ε stands within the root; DL4J and PyTorch have it outside, so the {@code dl4j} engine
   * does not use DL4J's.
   */
  @JsonTypeName("rmsprop")
  record RmsProp(
      @DecimalMin(value = "0", inclusive = false) @DecimalMax("1000000") double learningRate,
      @DecimalMin("0") @DecimalMax(value = "1", inclusive = false) double rho,
      @DecimalMin(value = "0", inclusive = false) @DecimalMax("1") double epsilon)
      implements Optimizer {}

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
      implements Optimizer {
    @Override
    public int states() {
      return 2;
    }
  }

  /**
   * Adam with decoupled weight decay (Loshchilov and Hutter 2019): w ← w − learningRate ·
   * weightDecay · w before Adam's step, over kernels and biases of all layers. A {@code
   * weightDecay} of the training is added to it.
   */
  @JsonTypeName("adamw")
  record AdamW(
      @DecimalMin(value = "0", inclusive = false) @DecimalMax("1000000") double learningRate,
      @DecimalMin("0") @DecimalMax(value = "1", inclusive = false) double beta1,
      @DecimalMin("0") @DecimalMax(value = "1", inclusive = false) double beta2,
      @DecimalMin(value = "0", inclusive = false) @DecimalMax("1") double epsilon,
      @DecimalMin("0") @DecimalMax("1000") double weightDecay)
      implements Optimizer {
    @Override
    public int states() {
      return 2;
    }

    @Override
    public double decoupledDecay() {
      return weightDecay;
    }
  }

  /**
   * Adagrad (Duchi, Hazan and Singer 2011): v ← v + g²; w ← w − learningRate · g / √(v + ε), v
   * beginning with {@code initialAccumulator}. As in Keras, ε stands within the root, which DL4J's
   * has outside.
   */
  @JsonTypeName("adagrad")
  record Adagrad(
      @DecimalMin(value = "0", inclusive = false) @DecimalMax("1000000") double learningRate,
      @DecimalMin("0") @DecimalMax("1000") double initialAccumulator,
      @DecimalMin(value = "0", inclusive = false) @DecimalMax("1") double epsilon)
      implements Optimizer {
    @Override
    public float initialState() {
      return (float) initialAccumulator;
    }
  }
}
