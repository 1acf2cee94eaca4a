package dev.trainyard.picture;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import com.twelvemonkeys.imageio.util.ProgressListenerBase;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.time.Duration;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Reads files of which anything may be wrong, in bounded memory and time: what a file says of its
 * size is looked at before anything of it is unpacked, and what is large is thinned out while it is
 * read.
 */
public final class PictureReader {
  /** Pixels that are kept of a picture: 16 MB. */
  private static final int KEPT = 4_000_000;

  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final int leastSide;
  private final int mostPixels;
  private final String origin;

  /**
   * A reader with limits.
   *
   * @param leastSide in pixels, at least 1; in fewer nothing can be seen
   * @param mostPixels that a file may claim to have
   * @param origin whose limit that is, to be appended to what is refused
   */
  public PictureReader(int leastSide, int mostPixels, String origin) {
    this.leastSide = leastSide;
    this.mostPixels = mostPixels;
    this.origin = origin;
  }

  /**
   * The picture in a file, upright.
   *
   * @throws UnusableImage if it is no PNG, JPEG, GIF or WebP, if it is cut off, damaged, animated,
   *     too small or too large
   */
  public Bitmap read(byte[] file) throws UnusableImage {
    if (file.length == 0) {
      throw UnusableImage.because("is empty; a PNG, JPEG, WebP or GIF is needed");
    }
    ImageFormat format =
        ImageFormat.of(file)
            .orElseThrow(
                () ->
                    UnusableImage.because(
                        "is not a PNG, JPEG, WebP or GIF, as its first bytes show; convert it to one of these"));
    try {
      ImageSource source = format.source(file);
      return Bitmap.of(decoded(format, source)).upright(source.orientation());
    } catch (IOException | RuntimeException e) {
      // Decoders of foreign files fail in any way; none of them tells a user more than this.
      throw UnusableImage.because(
          "is damaged: it says that it is a %s, but cannot be decoded; save it anew"
              .formatted(format));
    }
  }

  private BufferedImage decoded(ImageFormat format, ImageSource source)
      throws IOException, UnusableImage {
    ImageReader reader = format.reader();
    try (ImageInputStream in = new ByteArrayImageInputStream(source.bytes())) {
      reader.setInput(in, true, true);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      requireSize(source.weight(), width, height);
      ImageReadParam thinning = reader.getDefaultReadParam();
      int step = (int) Math.ceil(Math.sqrt((double) width * height / KEPT));
      thinning.setSourceSubsampling(step, step, 0, 0);
      Stopwatch stopwatch = new Stopwatch();
      reader.addIIOReadProgressListener(stopwatch);
      BufferedImage image = reader.read(0, thinning);
      if (stopwatch.hasAborted) {
        throw UnusableImage.tooLarge(
            "takes longer than %d s to decode; send a smaller copy".formatted(LIMIT.toSeconds()));
      }
      return image;
    } finally {
      reader.dispose();
    }
  }

  private void requireSize(int weight, int width, int height) throws UnusableImage {
    if (width < leastSide || height < leastSide) {
      throw UnusableImage.because(
          "has %d x %d pixels, in which nothing can be seen; send at least %d x %d"
              .formatted(width, height, leastSide, leastSide));
    }
    long pixels = (long) width * height;
    int most = mostPixels / weight;
    if (pixels > most) {
      throw UnusableImage.tooLarge(
          "claims %,d x %,d pixels, %,d in all; at most %,d of its kind are read%s; send a smaller copy"
              .formatted(width, height, pixels, most, origin));
    }
  }

  private static final class Stopwatch extends ProgressListenerBase {
    private final long begin = System.nanoTime();
    private boolean hasAborted;

    @Override
    public void imageProgress(ImageReader source, float percentageDone) {
      if (System.nanoTime() - begin > LIMIT.toNanos()) {
        hasAborted = true;
        source.abort();
      }
    }
  }
}
