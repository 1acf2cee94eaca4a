package dev.trainyard.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The real Fashion-MNIST for tests, fetched once per checkout into {@code target/test-data}. */
public final class TestFashion {
  private static final Path DIRECTORY = Path.of("target", "test-data").toAbsolutePath();
  private static final DatasetStore STORE =
      new DatasetStore(
          DIRECTORY,
          List.of(
              new DirectorySource(Path.of("/usr/share/datasets")),
              new PublisherSource(Duration.ofSeconds(3)),
              new DebianPackage("dataset-fashion-mnist")));

  private TestFashion() {}

  /** All 60,000 and 10,000 images. */
  public static ImageDataset dataset() {
    try {
      return STORE.get(BuiltInDatasets.FASHION_MNIST);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** As {@link TestMnist#directory}. */
  public static Path directory() {
    dataset();
    return DIRECTORY;
  }

  /** A package of Debian's, unpacked without being installed. */
  private record DebianPackage(String name) implements DatasetSource {

    @Override
    public String description() {
      return "Debian's package " + name;
    }

    @Override
    public void fetch(DatasetFacts dataset, List<DataFile> wanted, Receiver receiver)
        throws IOException, InterruptedException {
      Path directory = Files.createDirectories(DIRECTORY.resolve("debian"));
      run(directory, "apt-get", "download", name);
      Path archive;
      try (Stream<Path> files = Files.list(directory)) {
        archive = files.filter(file -> file.toString().endsWith(".deb")).findFirst().orElseThrow();
      }
      run(directory, "dpkg-deb", "-x", archive.toString(), ".");
      new DirectorySource(directory.resolve("usr/share/datasets")).fetch(dataset, wanted, receiver);
    }

    private static void run(Path directory, String... command)
        throws IOException, InterruptedException {
      Path output = directory.resolve("output.txt");
      int status =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start()
              .waitFor();
      if (status != 0) {
        throw new IOException(String.join(" ", command) + " failed: " + Files.readString(output));
      }
    }
  }
}
