package dev.trainyard.dataset;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the pictures of a dataset were composed, so that others can be made like them. */
public enum Composition {
  /**
   * As MNIST's: what was drawn, light on black, fitted into a box of 20/28 of the picture with its
   * aspect kept, and moved so that its centre of mass is the picture's centre.
   */
  @JsonProperty("centredInk")
  CENTRED_INK,
  /** What is shown, light on black, fitted into the whole picture with its aspect kept. */
  @JsonProperty("lightOnBlack")
  LIGHT_ON_BLACK,
  /** As it comes, scaled to the size; inverted where its ground is light, for theirs is black. */
  @JsonProperty("wholeOnBlack")
  WHOLE_ON_BLACK,
  /** As it comes, scaled to the size. */
  @JsonProperty("wholePicture")
  WHOLE_PICTURE
}
