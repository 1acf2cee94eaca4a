package dev.trainyard.intake;

import dev.trainyard.dataset.Composition;
import dev.trainyard.dataset.DataFile;
import dev.trainyard.dataset.DatasetFacts;
import dev.trainyard.dataset.Sha256;
import dev.trainyard.picture.Likeness;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** Writes the four files of a dataset in the IDX format, as MNIST has them. */
final class IdxWriter implements AutoCloseable {
  private static final int BYTES = 0x0800;
  private static final int SHORTS = 0x0B00;

  /** Labels above 255 need more than a byte. */
  private static final int MOST_IN_A_BYTE = 256;

  /** Of pictures on black a few may be cut so closely that no ground is left at their border. */
  private static final double ALL_BUT_A_FEW = 0.99;

  /** A file as it is written. */
  private static final class Idx {
    private final Path path;
    private final MessageDigest digest = Sha256.begin();
    private final DataOutputStream out;

    Idx(Path path) throws IOException {
      this.path = path;
      this.out =
          new DataOutputStream(
              new BufferedOutputStream(
                  new DigestOutputStream(Files.newOutputStream(path), digest), 1 << 16));
    }

    DataFile close() throws IOException {
      out.close();
      return new DataFile(
          path.getFileName().toString(),
          Files.size(path),
          HexFormat.of().formatHex(digest.digest()));
    }
  }

  private final Path directory;
  private final int[] shape;
  private final boolean wide;
  private final Idx[] images;
  private final Idx[] labels;
  private int trainCount;
  private int testCount;
  private int onBlack;

  /**
   * Files without content.
   *
   * @param shape height, width, channels
   */
  IdxWriter(Path directory, int[] shape, int classes) throws IOException {
    this.directory = directory;
    this.shape = shape;
    this.wide = classes > MOST_IN_A_BYTE;
    String dimensions = "-images-idx%d-ubyte".formatted(shape[2] == 1 ? 3 : 4);
    String values = wide ? "-labels-idx1-short" : "-labels-idx1-ubyte";
    this.images = files(dimensions);
    this.labels = files(values);
  }

  private Idx[] files(String suffix) throws IOException {
    return new Idx[] {
      new Idx(directory.resolve("train" + suffix)), new Idx(directory.resolve("test" + suffix))
    };
  }

  /** Writes the headers. */
  void begin(int train, int test) throws IOException {
    trainCount = train;
    testCount = test;
    int[] counts = {train, test};
    for (int split = 0; split < counts.length; split++) {
      DataOutputStream header = images[split].out;
      header.writeInt(BYTES | (shape[2] == 1 ? 3 : 4));
      header.writeInt(counts[split]);
      header.writeInt(shape[0]);
      header.writeInt(shape[1]);
      if (shape[2] > 1) {
        header.writeInt(shape[2]);
      }
      labels[split].out.writeInt((wide ? SHORTS : BYTES) | 1);
      labels[split].out.writeInt(counts[split]);
    }
  }

  void add(boolean test, byte[] image, int label) throws IOException {
    int split = test ? 1 : 0;
    images[split].out.write(image);
    onBlack += shape[2] == 1 && Likeness.isOnBlack(image, shape[0], shape[1]) ? 1 : 0;
    if (wide) {
      labels[split].out.writeShort(label);
    } else {
      labels[split].out.writeByte(label);
    }
  }

  /** Ends all files and says what they are. */
  Taken finish(
      IntakeOptions options,
      List<String> classes,
      String origin,
      String howSplit,
      List<String> ignored)
      throws IOException {
    DatasetFacts.Split train =
        new DatasetFacts.Split(trainCount, images[0].close(), labels[0].close());
    DatasetFacts.Split test =
        new DatasetFacts.Split(testCount, images[1].close(), labels[1].close());
    String description =
        "Own images: %,d %s ones of %dx%d pixels in %,d classes, from %s, %s."
            .formatted(
                trainCount + testCount,
                shape[2] == 1 ? "grey" : "colour",
                shape[0],
                shape[1],
                classes.size(),
                origin,
                howSplit);
    return new Taken(
        new DatasetFacts(
            options.name(),
            options.title(),
            description,
            shape[0],
            shape[1],
            shape[2],
            classes,
            train,
            test,
            List.of(),
            null,
            onBlack >= ALL_BUT_A_FEW * (trainCount + testCount)
                ? Composition.WHOLE_ON_BLACK
                : Composition.WHOLE_PICTURE),
        directory,
        ignored);
  }

  @Override
  public void close() throws IOException {
    for (Idx[] pair : List.of(images, labels)) {
      for (Idx file : pair) {
        file.out.close();
      }
    }
  }
}
