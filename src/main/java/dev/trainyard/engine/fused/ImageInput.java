package dev.trainyard.engine.fused;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.fused.arithmetic.Brightness;
import java.util.Arrays;

/** Turns the bytes of the images of a mini-batch into floats in [0, 1]. */
final class ImageInput implements Input {
  private final Signal output;

  /** The images of the mini-batch one after the other. */
  private final byte[] pixels;

  /** Whether the output has the order of the bytes. */
  private final boolean sameOrder;

  /** The same as floats; the output's own array where the order is the same. */
  private final float[] brightness;

  /** For each byte of an image, [height][width][channels], its place in the first row or lane. */
  private final int[] places;

  ImageInput(Signal output) {
    this.output = output;
    this.pixels = new byte[output.values.length];
    this.sameOrder = output.format == Signal.Format.ROWS && output.channels == 1;
    this.brightness = sameOrder ? output.values : new float[pixels.length];
    this.places = new int[output.size];
    int area = output.height * output.width;
    for (int p = 0; p < area; p++) {
      for (int c = 0; c < output.channels; c++) {
        places[p * output.channels + c] = output.place(0, 0, c * area + p);
      }
    }
  }

  @Override
  public Signal output() {
    return output;
  }

  /** Where there are no more examples the images are black. */
  @Override
  public void load(LabelledImages images, int[] order, int from, int chunk, BatchContext pass) {
    int first = output.first(chunk);
    int end = first + output.filled(chunk, pass.examples);
    for (int example = first; example < end; example++) {
      int image = order[from + example] * output.size;
      System.arraycopy(images.pixels(), image, pixels, example * output.size, output.size);
    }
    int stop = output.start(chunk + 1);
    Arrays.fill(pixels, end * output.size, stop, (byte) 0);
    Brightness.of(pixels, brightness, output.start(chunk), stop);
    if (!sameOrder) {
      for (int lane = 0; lane < output.lanes; lane++) {
        scatter(output.start(chunk) + lane * output.size, output.place(chunk, lane, 0));
      }
    }
  }

  private void scatter(int from, int to) {
    for (int i = 0; i < places.length; i++) {
      output.values[to + places[i]] = brightness[from + i];
    }
  }
}
