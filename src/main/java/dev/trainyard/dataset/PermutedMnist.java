package dev.trainyard.dataset;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Makes {@link BuiltInDatasets#MNIST_PERMUTED} of MNIST, which is fetched first where it is not
 * there yet.
 *
 * @param directory where fetched datasets are kept, a directory for each
 * @param sources that may hold MNIST
 */
record PermutedMnist(Path directory, List<DatasetSource> sources) implements DatasetSource {
  private static final DatasetFacts MNIST = BuiltInDatasets.MNIST;
  private static final int IMAGE = MNIST.height() * MNIST.width();

  /** The header of a file with images. */
  private static final int HEADER = 16;

  /** The order is a part of the dataset: another one would have other checksums. */
  private static final long SEED = 1;

  @Override
  public String description() {
    return "the images of " + MNIST.name();
  }

  @Override
  public boolean mayHold(DatasetFacts dataset) {
    return dataset.equals(BuiltInDatasets.MNIST_PERMUTED);
  }

  @Override
  public void fetch(DatasetFacts dataset, List<DataFile> wanted, Receiver receiver)
      throws IOException, InterruptedException {
    DatasetDirectory originals = new DatasetDirectory(directory.resolve(MNIST.name()), MNIST);
    try {
      originals.complete(sources);
    } catch (DatasetUnavailable e) {
      // There may be another source of this dataset.
      throw new IOException(e.getMessage(), e);
    }
    List<DataFile> labels = List.of(MNIST.train().labels(), MNIST.test().labels());
    for (DataFile file : wanted) {
      byte[] bytes = Files.readAllBytes(originals.pathOf(file));
      try (InputStream in =
          new ByteArrayInputStream(labels.contains(file) ? bytes : permuted(bytes))) {
        receiver.receive(file, in);
      }
    }
  }

  private static byte[] permuted(byte[] images) {
    List<Integer> order =
        IntStream.range(0, IMAGE).boxed().collect(Collectors.toCollection(ArrayList::new));
    Collections.shuffle(order, new Random(SEED));
    byte[] permuted = images.clone();
    for (int image = HEADER; image < images.length; image += IMAGE) {
      for (int pixel = 0; pixel < IMAGE; pixel++) {
        permuted[image + pixel] = images[image + order.get(pixel)];
      }
    }
    return permuted;
  }
}
