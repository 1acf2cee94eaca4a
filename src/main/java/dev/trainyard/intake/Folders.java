package dev.trainyard.intake;

import dev.trainyard.intake.PictureReader.Picture;
import dev.trainyard.intake.PictureReader.Size;
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

  private final Spool spool;
  private final @Nullable Size wanted;
  private final @Nullable Integer channels;

  /** Where the first picture's class folder lies, in steps; null before it. */
  private @Nullable List<String> outside;

  private boolean isSplit;

  Folders(Spool spool, IntakeOptions options) {
    this.spool = spool;
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
    Picture picture = PictureReader.read(file, wanted, name.where());
    int values = channels == null ? 3 : channels;
    if (spool.isEmpty()) {
      spool.shape(picture.height(), picture.width(), values, name.where());
    } else if (picture.height() != spool.height() || picture.width() != spool.width()) {
      throw Wrong.at(
          name.where(),
          "is %dx%d pixels, the first image %dx%d; give height and width to bring all images to one size"
              .formatted(picture.height(), picture.width(), spool.height(), spool.width()));
    }
    spool.add(label, part, values == 3 ? picture.rgb() : grey(picture.rgb()), name.where());
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

  /** Luminance (ITU-R BT.601); a grey pixel keeps its value. */
  private static byte[] grey(byte[] rgb) {
    byte[] grey = new byte[rgb.length / 3];
    for (int p = 0; p < grey.length; p++) {
      double luminance =
          0.299 * (rgb[3 * p] & 0xff)
              + 0.587 * (rgb[3 * p + 1] & 0xff)
              + 0.114 * (rgb[3 * p + 2] & 0xff);
      grey[p] = (byte) Math.round(luminance);
    }
    return grey;
  }
}
