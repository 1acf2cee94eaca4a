package dev.trainyard.intake;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The files that MNIST was published in: images and labels to learn from, and for testing. */
final class IdxFiles implements FileVisitor {
  /** What one of the files holds. */
  private enum Role {
    TRAIN_IMAGES("the training images"),
    TRAIN_LABELS("the training labels"),
    TEST_IMAGES("the test images"),
    TEST_LABELS("the test labels");

    private final String words;

    Role(String words) {
      this.words = words;
    }

    /** By what all publishers of such files have in their names. */
    static Optional<Role> of(String file) {
      String name = file.toLowerCase(Locale.ROOT);
      boolean isTest = name.startsWith("t10k") || name.contains("test");
      boolean isTrain = name.contains("train");
      boolean isLabels = name.contains("label");
      boolean isImages = name.contains("image");
      if (isTest == isTrain || isLabels == isImages) {
        return Optional.empty();
      }
      return Optional.of(
          isTrain ? isImages ? TRAIN_IMAGES : TRAIN_LABELS : isImages ? TEST_IMAGES : TEST_LABELS);
    }
  }

  private final Path directory;
  private final Unpacking.Total total;
  private final long most;
  private final Map<Role, IdxPair.Side> found = new EnumMap<>(Role.class);

  IdxFiles(Path directory, IntakeLimits limits, Unpacking.Total total) {
    this.directory = directory;
    this.total = total;
    this.most =
        Math.max(limits.pixelBytes(), 2L * IntakeLimits.MOST_IMAGES) + IdxPair.LONGEST_HEADER;
  }

  /** Whether a file is named as those are. */
  static boolean isOne(EntryName name) {
    String file = name.file().toLowerCase(Locale.ROOT);
    return file.matches(".*(idx[134]|ubyte).*") && Role.of(file).isPresent();
  }

  @Override
  public void file(EntryName name, InputStream content) throws IOException {
    Role role =
        Role.of(name.file())
            .orElseThrow(
                () ->
                    Wrong.at(
                        name.where(),
                        "is none of the IDX files, which have train or t10k and images or labels in their names"));
    Path path = directory.resolve(role.name());
    if (found.put(role, new IdxPair.Side(path, name.where())) != null) {
      throw Wrong.at(name.where(), "is a second file with " + role.words);
    }
    BufferedInputStream in = new BufferedInputStream(content);
    in.mark(Magic.LENGTH);
    boolean isGzip = Magic.GZIP.begins(in.readNBytes(Magic.LENGTH));
    in.reset();
    if (isGzip) {
      Counted packed = new Counted(in);
      copy(
          new Unpacking(new GZIPInputStream(packed), packed::count, total, name.where()),
          path,
          name.where());
    } else {
      copy(in, path, name.where());
    }
  }

  private void copy(InputStream in, Path path, String where) throws IOException {
    byte[] chunk = new byte[1 << 16];
    long count = 0;
    try (OutputStream out = Files.newOutputStream(path)) {
      for (int some = in.read(chunk); some >= 0; some = in.read(chunk)) {
        count += some;
        if (count > most) {
          throw Wrong.at(
              where, "has more than the %,d bytes that a dataset may have".formatted(most));
        }
        write(out, chunk, some);
      }
    }
  }

  private static void write(OutputStream out, byte[] chunk, int length) {
    try {
      out.write(chunk, 0, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Hands all images over; without test files they are not split yet. */
  void finish(Spool spool, IntakeOptions options) throws IOException {
    boolean isSplit = found.containsKey(Role.TEST_IMAGES) || found.containsKey(Role.TEST_LABELS);
    String missing =
        Stream.of(Role.values())
            .filter(role -> isSplit || role == Role.TRAIN_IMAGES || role == Role.TRAIN_LABELS)
            .filter(role -> !found.containsKey(role))
            .map(role -> role.words)
            .collect(Collectors.joining(" and "));
    if (!missing.isEmpty()) {
      throw Wrong.upload("lacks the IDX file with " + missing);
    }
    pair(Role.TRAIN_IMAGES, Role.TRAIN_LABELS)
        .read(spool, isSplit ? Part.TRAIN : Part.OPEN, options);
    if (isSplit) {
      pair(Role.TEST_IMAGES, Role.TEST_LABELS).read(spool, Part.TEST, options);
    }
    for (IdxPair.Side side : found.values()) {
      Files.delete(side.path());
    }
  }

  private IdxPair pair(Role images, Role labels) {
    return new IdxPair(
        Objects.requireNonNull(found.get(images)), Objects.requireNonNull(found.get(labels)));
  }
}
