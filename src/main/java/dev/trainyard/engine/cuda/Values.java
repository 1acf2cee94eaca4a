package dev.trainyard.engine.cuda;

import dev.trainyard.network.Shape;
import org.jspecify.annotations.Nullable;

/**
 * The values between two layers on the card: [example][value], those of an image row by row, pixel
 * by pixel, channel by channel.
 *
 * @param values their address
 * @param gradients that of their gradients; 0 where nothing before them learns
 * @param image what they are an image of, or were before they were flattened
 */
record Values(long values, long gradients, Shape shape, Shape.@Nullable Image image) {

  /** Values of one example. */
  int size() {
    return shape.size();
  }

  /** Whether anything before these learns. */
  boolean learns() {
    return gradients != 0;
  }

  /** The number that DL4J gives to a value: of an image, channel by channel. */
  int dl4j(int value) {
    if (image == null) {
      return value;
    }
    int pixels = image.height() * image.width();
    return value % image.channels() * pixels + value / image.channels();
  }
}
