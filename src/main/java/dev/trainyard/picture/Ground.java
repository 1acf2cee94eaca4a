package dev.trainyard.picture;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What a drawing stands on: the colour that most of its border has. What is transparent counts as
 * ground.
 *
 * @param transparent whether it is seen through, and all that has a colour is ink
 * @param argb its colour where it has one
 */
record Ground(boolean transparent, int argb) {
  private static final int HALF = 128;
  private static final int WHITE = 255;

  static Ground of(Bitmap picture) {
    int[] border = border(picture);
    int[] solid = Arrays.stream(border).filter(Ground::isSolid).toArray();
    if (2 * solid.length >= border.length) {
      return new Ground(false, median(solid));
    }
    int[] shown = Arrays.stream(picture.argb()).filter(Ground::isSolid).toArray();
    // Strokes cover less than half of a picture; what covers more is a sheet with something on it.
    boolean isSheet = 2 * shown.length > picture.argb().length;
    return isSheet ? new Ground(false, median(shown)) : new Ground(true, 0);
  }

  /** Whether most of a picture's border is seen through, as where a thing was cut out. */
  static boolean isCutOut(Bitmap picture) {
    int[] border = border(picture);
    return 2 * Arrays.stream(border).filter(Ground::isSolid).count() < border.length;
  }

  /** What was cut out, laid on black or white, whichever it stands out from more. */
  static Bitmap underlaid(Bitmap picture) {
    if (!isCutOut(picture)) {
      return picture;
    }
    int[] shown = Arrays.stream(picture.argb()).filter(Ground::isSolid).toArray();
    boolean isLight = shown.length > 0 && Bitmap.luma(median(shown)) >= HALF;
    return picture.on(isLight ? 0 : WHITE);
  }

  private static boolean isSolid(int argb) {
    return Bitmap.alpha(argb) >= HALF;
  }

  /** The outermost pixels. */
  static int[] border(Bitmap picture) {
    int width = picture.width();
    int height = picture.height();
    return IntStream.concat(
            IntStream.range(0, width).flatMap(x -> IntStream.of(x, (height - 1) * width + x)),
            IntStream.range(1, height - 1)
                .flatMap(y -> IntStream.of(y * width, y * width + width - 1)))
        .map(place -> picture.argb()[place])
        .toArray();
  }

  /** Channel by channel. */
  private static int median(int[] colours) {
    int median = 0;
    for (int c = 0; c < 3; c++) {
      int channel = c;
      int[] sorted =
          Arrays.stream(colours).map(argb -> Bitmap.channel(argb, channel)).sorted().toArray();
      median = median << 8 | sorted[sorted.length / 2];
    }
    return median;
  }

  /** How much a colour stands out from it, 0 to 255: by the channel in which it does so most. */
  int contrast(int argb) {
    int alpha = Bitmap.alpha(argb);
    if (transparent) {
      return alpha;
    }
    int most = 0;
    for (int c = 0; c < 3; c++) {
      most = Math.max(most, Math.abs(Bitmap.channel(argb, c) - Bitmap.channel(this.argb, c)));
    }
    return most * alpha / WHITE;
  }

  /** Whether it is nearer to white than to black. */
  boolean isLight() {
    return !transparent && Bitmap.luma(argb) >= HALF;
  }

  /** Whether it is nearly black. */
  boolean isBlack() {
    return !transparent && Bitmap.luma(argb) < HALF / 2;
  }
}
