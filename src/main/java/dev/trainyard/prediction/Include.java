package dev.trainyard.prediction;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What an answer may hold beside the classes. */
enum Include {
  /** The images as the networks saw them. */
  @JsonProperty("input")
  INPUT
}
