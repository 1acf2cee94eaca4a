package dev.trainyard.network;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The function applied to every output of a layer; {@code SOFTMAX} works on the whole output
 * vector.
 */
public enum Activation {
  @JsonProperty("linear")
  LINEAR,
  @JsonProperty("relu")
  RELU,
  @JsonProperty("tanh")
  TANH,
  @JsonProperty("sigmoid")
  SIGMOID,
  @JsonProperty("softmax")
  SOFTMAX
}
