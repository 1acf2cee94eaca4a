package dev.trainyard.intake;

import dev.trainyard.dataset.Composition;
import dev.trainyard.picture.Bitmap;
import dev.trainyard.picture.Likeness;
import dev.trainyard.picture.PictureReader;
import dev.trainyard.picture.UnusableImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Pictures in one folder per class, as NVIDIA DIGITS takes them: the folder's name is the label.
 * The folders of the classes may lie in {@code train} and {@code test}, and all of it in others.
 */
final class Folders implements FileVisitor {
  /** A picture as it is packed. */
  private static final int MOST_BYTES = 20 << 20;

  private static final Map<String, Part> SPLITS =
      Map.of("train", Part.TRAIN, "training", Part.TRAIN, "test", Part.TEST, "testing", Part.TEST);

  private static final int MOST_PIXELS = 16_000_000;
  private static final PictureReader READER = new PictureReader(1, MOST_PIXELS, "");

  /** The size that pictures are brought to. */
  private record Size(int height, int width) {}

  private final Spool spool;
  private final IntakeLimits limits;
  private final @Nullable Size wanted;
  private final @Nullable Integer channels;

  /** Where the first picture's class folder lies, in steps; null before it. */
  private @Nullable List<String> outside;

  private boolean isSplit;
  private long decoded;

  Folders(Spool spool, IntakeOptions options, IntakeLimits limits) {
    this.spool = spool;
    this.limits = limits;
    this.channels = options.channels();
    this.wanted =
        options.height() == null || options.width() == null
            ? null
            : new Size(options.height(), options.width());
  }

  @Override
  public void file(EntryName name, InputStream content) throws IOException {
    List<String> steps = name.steps();
    if (steps.size() < 2) {
      throw Wrong.at(name.where(), "lies in no folder; the folder of an image is its class");
    }
    String label = steps.get(steps.size() - 2);
    Part part = part(name, steps.subList(0, steps.size() - 2));
    byte[] file = content.readNBytes(MOST_BYTES + 1);
    if (file.length > MOST_BYTES) {
      throw Wrong.at(name.where(), "has more than %,d bytes".formatted(MOST_BYTES));
    }
    try {
      add(READER.read(picture(file, name)), label, part, name.where());
    } catch (UnusableImage e) {
      throw Wrong.at(name.where(), String.valueOf(e.getMessage()));
    }
  }

  private static byte[] picture(byte[] file, EntryName name) {
    if (Magic.ZIP.begins(file) || Magic.GZIP.begins(file)) {
      throw Wrong.at(name.where(), "is an archive itself, and is not unpacked");
    }
    return file;
  }

  private void add(Bitmap picture, String label, Part part, String where)
      throws IOException, UnusableImage {
    requireTime(picture, where);
    Size size = wanted == null ? ownSize(picture, where) : wanted;
    int values = channels == null ? 3 : channels;
    if (spool.isEmpty()) {
      spool.shape(size.height(), size.width(), values, where);
    } else if (size.height() != spool.height() || size.width() != spool.width()) {
      throw Wrong.at(
          where,
          "is %dx%d pixels, the first image %dx%d; give height and width to bring all images to one size"
              .formatted(size.height(), size.width(), spool.height(), spool.width()));
    }
    Likeness likeness =
        new Likeness(Composition.WHOLE_PICTURE, size.height(), size.width(), values);
    spool.add(label, part, likeness.of(picture), where);
  }

  /** A picture of many pixels may be a small file, so that the bytes do not bound the work. */
  private void requireTime(Bitmap picture, String where) {
    decoded += (long) picture.width() * picture.height();
    if (decoded > limits.decodedPixels()) {
      throw Wrong.at(
          where,
          "is too much: with it the pictures have more than %,d pixels to decode%s; pack smaller copies of them"
              .formatted(limits.decodedPixels(), limits.origin()));
    }
  }

  private static Size ownSize(Bitmap picture, String where) {
    int side = IntakeLimits.LARGEST_SIDE;
    if (picture.width() > side || picture.height() > side) {
      throw Wrong.at(
          where,
          "is %dx%d pixels; up to %dx%d can be trained on: give height and width to bring all images to one size"
              .formatted(picture.height(), picture.width(), side, side));
    }
    return new Size(picture.height(), picture.width());
  }

  /** The split of a picture, whose class folder must lie where that of the first one lies. */
  private Part part(EntryName name, List<String> above) {
    Part split = above.isEmpty() ? null : SPLITS.get(above.getLast().toLowerCase(Locale.ROOT));
    List<String> around = split == null ? above : above.subList(0, above.size() - 1);
    if (outside == null) {
      outside = List.copyOf(around);
      isSplit = split != null;
    }
    if (!around.equals(outside) || isSplit != (split != null)) {
      throw Wrong.at(
          name.where(),
          "lies elsewhere than the first image, whose class is a folder in %s"
              .formatted(
                  Wrong.shown(String.join("/", outside) + (isSplit ? "/train or test" : "/"))));
    }
    return split == null ? Part.OPEN : split;
  }
}
