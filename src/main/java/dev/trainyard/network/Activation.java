package dev.trainyard.network;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * The function applied to every output of a layer; {@code SOFTMAX} works on the whole output
 * vector.
 */
@Schema(
    description =
        "Applied to every output: leakyRelu is 0.2 x below 0, elu exp(x) - 1 below 0, gelu x / (1 + exp(-1.702 x)); softmax stands at the end only")
public enum Activation {
  @JsonProperty("linear")
  LINEAR,
  @JsonProperty("relu")
  RELU,
  /** x above 0, else {@value #LEAKY_SLOPE} x: the slope of {@code keras.activations.leaky_relu}. */
  @JsonProperty("leakyRelu")
  LEAKY_RELU,
  /** x above 0, else eˣ − 1 (Clevert, Unterthiner and Hochreiter 2016, with α = 1 as in Keras). */
  @JsonProperty("elu")
  ELU,
  /**
   * x · σ({@value #GELU_FACTOR} x), the sigmoid form of Hendrycks and Gimpel (2016), and the only
   * form of theirs that DL4J has. It differs from x · Φ(x), Keras's default, by at most 0.021.
   */
  @JsonProperty("gelu")
  GELU,
  @JsonProperty("tanh")
  TANH,
  @JsonProperty("sigmoid")
  SIGMOID,
  @JsonProperty("softmax")
  SOFTMAX;

  /** The slope of {@link #LEAKY_RELU} below 0. */
  public static final double LEAKY_SLOPE = 0.2;

  /** What {@link #GELU} multiplies x by before the sigmoid. */
  public static final double GELU_FACTOR = 1.702;

  /** The activation's name in JSON, such as {@code leakyRelu}. */
  public String type() {
    try {
      return Activation.class.getField(name()).getAnnotation(JsonProperty.class).value();
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }
}
