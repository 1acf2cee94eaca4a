package dev.trainyard.network;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;

/** The shape of one example between two layers, without the batch dimension. */
public sealed interface Shape {

  /** The number of values in one example. */
  int size();

  /** The dimensions, outermost first; an image is [height, width, channels], as in Keras. */
  @JsonValue
  List<Integer> dimensions();

  /** An image or a stack of feature maps. */
  record Image(int height, int width, int channels) implements Shape {
    @Override
    public int size() {
      return Math.multiplyExact(Math.multiplyExact(height, width), channels);
    }

    @Override
    public List<Integer> dimensions() {
      return List.of(height, width, channels);
    }

    @Override
    public String toString() {
      return dimensions().toString();
    }
  }

  /** A flat vector. */
  record Vector(int size) implements Shape {
    @Override
    public List<Integer> dimensions() {
      return List.of(size);
    }

    @Override
    public String toString() {
      return dimensions().toString();
    }
  }
}
