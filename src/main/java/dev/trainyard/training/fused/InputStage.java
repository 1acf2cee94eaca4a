package dev.trainyard.training.fused;

import dev.trainyard.dataset.LabelledImages;

/** Turns the bytes of the images of a mini-batch into floats in [0, 1]. */
final class InputStage {
  /** What a byte is as a float: reading it takes less time than dividing. */
  private static final float[] BRIGHTNESS = brightness();

  private final Signal output;
  private final int[] places;

  /** For each byte of an image, [height][width][channels], its place in a chunk of one example. */
  InputStage(Signal output) {
    this.output = output;
    this.places = new int[output.size];
    int pixels = output.height * output.width;
    for (int p = 0; p < pixels; p++) {
      for (int c = 0; c < output.channels; c++) {
        places[p * output.channels + c] = output.place(0, 0, c * pixels + p);
      }
    }
  }

  private static float[] brightness() {
    float[] brightness = new float[256];
    for (int b = 0; b < brightness.length; b++) {
      brightness[b] = b / 255f;
    }
    return brightness;
  }

  Signal output() {
    return output;
  }

  /** Loads the images {@code order[from]} and following, as many as {@code pass} has examples. */
  void load(LabelledImages images, int[] order, int from, int chunk, Pass pass) {
    int first = chunk * Signal.LANES;
    for (int lane = 0; lane < Signal.LANES; lane++) {
      if (first + lane < pass.examples) {
        int image = order[from + first + lane] * images.imageSize();
        if (output.format == Signal.Format.LANES) {
          scatter(images.pixels(), image, output.start(chunk) + lane);
        } else if (output.channels == 1) {
          copy(images.pixels(), image, output.start(chunk) + lane * output.size);
        } else {
          scatter(images.pixels(), image, output.start(chunk) + lane * output.size);
        }
      } else if (output.format == Signal.Format.LANES) {
        clear(output.start(chunk) + lane);
      }
    }
  }

  private void copy(byte[] pixels, int from, int to) {
    float[] values = output.values;
    for (int i = 0; i < places.length; i++) {
      values[to + i] = BRIGHTNESS[pixels[from + i] & 0xff];
    }
  }

  private void scatter(byte[] pixels, int from, int to) {
    for (int i = 0; i < places.length; i++) {
      output.values[to + places[i]] = BRIGHTNESS[pixels[from + i] & 0xff];
    }
  }

  private void clear(int to) {
    for (int place : places) {
      output.values[to + place] = 0;
    }
  }
}
