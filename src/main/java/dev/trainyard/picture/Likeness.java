package dev.trainyard.picture;

import dev.trainyard.dataset.Composition;
import dev.trainyard.dataset.DatasetFacts;
import dev.trainyard.picture.Area.Box;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Makes of any picture one like those of a dataset. */
public final class Likeness {
  /** MNIST's digits are 20 of 28 pixels high or wide, whichever is more. */
  private static final double INK_SHARE = 20.0 / 28;

  /** The share of the inked pixels that are to be fully inked, as pens leave them. */
  private static final double FULL = 0.2;

  private static final int WHITE = 255;

  private final Composition composition;
  private final int height;
  private final int width;
  private final int channels;

  /** The likeness of a dataset's pictures. */
  public Likeness(DatasetFacts facts) {
    this(facts.composition(), facts.height(), facts.width(), facts.channels());
  }

  /** The likeness of pictures that are composed like this. */
  public Likeness(Composition composition, int height, int width, int channels) {
    this.composition = composition;
    this.height = height;
    this.width = width;
    this.channels = channels;
  }

  /**
   * What a network that was trained on the dataset is to be shown of a picture. One that has the
   * dataset's size and form is taken as it is.
   *
   * @return [height][width][channels], unsigned
   * @throws UnusableImage if there is nothing in the picture
   */
  public byte[] of(Bitmap picture) throws UnusableImage {
    return switch (composition) {
      case CENTRED_INK -> isAlike(picture) ? whole(picture) : grey(centred(Ink.of(picture)));
      case LIGHT_ON_BLACK -> lightOnBlack(Ground.underlaid(picture));
      case WHOLE_ON_BLACK -> onBlack(picture);
      case WHOLE_PICTURE -> whole(picture);
    };
  }

  /**
   * The same of a picture in which something is to be recognised.
   *
   * @throws UnusableImage also if all of it has one colour, or would get one
   */
  public byte[] ofSomething(Bitmap picture) throws UnusableImage {
    byte[] image = of(picture);
    int first = picture.argb()[0];
    boolean isPlain =
        Arrays.stream(picture.argb()).allMatch(argb -> argb == first)
            || IntStream.range(channels, image.length)
                .allMatch(i -> image[i] == image[i - channels]);
    if (isPlain && image.length > channels) {
      throw UnusableImage.blank();
    }
    return image;
  }

  /**
   * Whether a grey picture stands on black: most of its border is nearly black.
   *
   * @param grey [height][width], unsigned
   */
  public static boolean isOnBlack(byte[] grey, int height, int width) {
    int[] argb = new int[grey.length];
    for (int i = 0; i < argb.length; i++) {
      argb[i] = WHITE << 24 | (grey[i] & WHITE) * 0x010101;
    }
    return Ground.of(new Bitmap(width, height, argb)).isBlack();
  }

  private boolean hasSize(Bitmap picture) {
    return picture.width() == width && picture.height() == height;
  }

  /** Whether it has the dataset's size and is light on black. */
  private boolean isAlike(Bitmap picture) {
    return hasSize(picture)
        && (channels > 1 || Arrays.stream(picture.argb()).allMatch(Likeness::isGrey))
        && Ground.of(picture).isBlack();
  }

  private static boolean isGrey(int argb) {
    int red = Bitmap.channel(argb, 0);
    return Bitmap.alpha(argb) == WHITE
        && red == Bitmap.channel(argb, 1)
        && red == Bitmap.channel(argb, 2);
  }

  /** Ink in its box, at the place where the centre of its mass is that of the picture. */
  private Area centred(Area ink) {
    Box box = Ink.box(ink);
    double scale = INK_SHARE * Math.min(width, height) / Math.max(box.width(), box.height());
    int inkWidth = Math.max(1, (int) Math.round(scale * box.width()));
    int inkHeight = Math.max(1, (int) Math.round(scale * box.height()));
    Area small = strong(ink.scaled(box, inkWidth, inkHeight));
    double mass = 0;
    double x = 0;
    double y = 0;
    for (int i = 0; i < small.values().length; i++) {
      mass += small.values()[i];
      int column = i % inkWidth;
      int row = i / inkWidth;
      x += small.values()[i] * (column + 0.5);
      y += small.values()[i] * (row + 0.5);
    }
    int left = (int) Math.round(width / 2.0 - x / mass);
    int top = (int) Math.round(height / 2.0 - y / mass);
    return placed(
        small, Math.clamp(left, 0, width - inkWidth), Math.clamp(top, 0, height - inkHeight));
  }

  /** Thin strokes are pale when they are scaled down; a pen's are not. */
  private static Area strong(Area ink) {
    float[] sorted = ink.values().clone();
    Arrays.sort(sorted);
    int blank = 0;
    while (blank < sorted.length && sorted[blank] < 0.02f) {
      blank++;
    }
    int inked = sorted.length - blank;
    if (inked == 0) {
      return ink;
    }
    float full = sorted[sorted.length - 1 - (int) (FULL * (inked - 1))];
    float[] strong = new float[ink.values().length];
    for (int i = 0; i < strong.length; i++) {
      strong[i] = Math.min(1, ink.values()[i] / full);
    }
    return new Area(ink.width(), ink.height(), strong);
  }

  /** Fits the whole into the size, in its middle. */
  private Area fitted(Area light) {
    double scale = Math.min((double) width / light.width(), (double) height / light.height());
    int toWidth = Math.max(1, (int) Math.round(scale * light.width()));
    int toHeight = Math.max(1, (int) Math.round(scale * light.height()));
    Area small = light.scaled(new Box(0, 0, light.width(), light.height()), toWidth, toHeight);
    return placed(small, (width - toWidth) / 2, (height - toHeight) / 2);
  }

  private Area placed(Area part, int left, int top) {
    float[] whole = new float[width * height];
    for (int y = 0; y < part.height(); y++) {
      System.arraycopy(
          part.values(), y * part.width(), whole, (top + y) * width + left, part.width());
    }
    return new Area(width, height, whole);
  }

  /** Its brightness, turned round where the ground is light. */
  private byte[] lightOnBlack(Bitmap picture) {
    if (isAlike(picture)) {
      return whole(picture);
    }
    boolean isLight = Ground.of(picture).isLight();
    float[] light = new float[picture.argb().length];
    for (int i = 0; i < light.length; i++) {
      int argb = picture.argb()[i];
      float luma = Bitmap.luma(argb) / (float) WHITE;
      light[i] = (isLight ? 1 - luma : luma) * Bitmap.alpha(argb) / WHITE;
    }
    return grey(fitted(new Area(picture.width(), picture.height(), light)));
  }

  private byte[] grey(Area area) {
    byte[] pixels = new byte[width * height * channels];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) Math.round(WHITE * area.values()[i / channels]);
    }
    return pixels;
  }

  private byte[] onBlack(Bitmap picture) {
    Bitmap solid = Ground.underlaid(picture);
    byte[] pixels = whole(solid);
    boolean isAlike = hasSize(picture) && !Ground.isCutOut(picture);
    if (!isAlike && Ground.of(solid).isLight()) {
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (byte) ~pixels[i];
      }
    }
    return pixels;
  }

  /** The whole picture scaled; what is seen through lies on white. */
  private byte[] whole(Bitmap picture) {
    byte[] pixels = new byte[width * height * channels];
    for (int c = 0; c < channels; c++) {
      float[] values = new float[picture.argb().length];
      for (int i = 0; i < values.length; i++) {
        int argb = picture.argb()[i];
        int value = channels == 1 ? Bitmap.luma(argb) : Bitmap.channel(argb, c);
        int alpha = Bitmap.alpha(argb);
        values[i] = (value * alpha + WHITE * (WHITE - alpha)) / (float) WHITE;
      }
      Box all = new Box(0, 0, picture.width(), picture.height());
      Area scaled = new Area(picture.width(), picture.height(), values).scaled(all, width, height);
      for (int i = 0; i < width * height; i++) {
        pixels[i * channels + c] = (byte) Math.round(scaled.values()[i]);
      }
    }
    return pixels;
  }
}
