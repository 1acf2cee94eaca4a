package dev.trainyard.engine.fused.pixels;

import dev.trainyard.dataset.LabelledImages;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Images with their frequent pixels side by side and their rare ones in a list, which costs a
 * mini-batch less than to pick them; shared by all trials on the same images, as long as these are
 * in memory.
 */
public final class PixelColumns {
  private static final Map<LabelledImages, PixelColumns> SHARED =
      Collections.synchronizedMap(new WeakHashMap<>());

  private final PixelSplit split;

  /** The frequent pixels, [image][frequent]. */
  public final byte[] frequent;

  /** Where the list of each image begins; one more for the end of the last. */
  public final int[] starts;

  /** Numbers in {@link PixelSplit#rare()} of the rare pixels that are not black. */
  public final char[] numbers;

  /** Their bytes. */
  public final byte[] bytes;

  private PixelColumns(LabelledImages images, PixelSplit split) {
    this.split = split;
    this.frequent = new byte[Math.multiplyExact(images.count(), split.frequent().length)];
    this.starts = starts(images, split.rare());
    this.numbers = new char[starts[images.count()]];
    this.bytes = new byte[numbers.length];
    for (int image = 0; image < images.count(); image++) {
      copy(images.pixels(), image * images.imageSize(), image);
    }
  }

  /** The columns of images that nobody else trains on and that will change. */
  public static PixelColumns once(LabelledImages images, PixelSplit split) {
    return new PixelColumns(images, split);
  }

  /** The columns of images that never change. */
  public static PixelColumns of(LabelledImages images, PixelSplit split) {
    PixelColumns shared = SHARED.get(images);
    if (shared == null || !Arrays.equals(shared.split.rare(), split.rare())) {
      shared = new PixelColumns(images, split);
      SHARED.put(images, shared);
    }
    return shared;
  }

  private static int[] starts(LabelledImages images, int[] rare) {
    int[] starts = new int[images.count() + 1];
    for (int image = 0; image < images.count(); image++) {
      int first = image * images.imageSize();
      int count = 0;
      for (int position : rare) {
        count += images.pixels()[first + position] == 0 ? 0 : 1;
      }
      starts[image + 1] = Math.addExact(starts[image], count);
    }
    return starts;
  }

  private void copy(byte[] pixels, int first, int image) {
    int to = image * split.frequent().length;
    for (int position : split.frequent()) {
      frequent[to++] = pixels[first + position];
    }
    int next = starts[image];
    for (int i = 0; i < split.rare().length; i++) {
      byte pixel = pixels[first + split.rare()[i]];
      if (pixel != 0) {
        numbers[next] = (char) i;
        bytes[next++] = pixel;
      }
    }
  }
}
