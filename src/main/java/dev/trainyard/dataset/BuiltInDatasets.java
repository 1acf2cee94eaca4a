package dev.trainyard.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** The datasets that everybody can have, each described by a JSON file beside this class. */
public final class BuiltInDatasets {

  /** The MNIST database of handwritten digits (LeCun, Cortes and Burges 1998). */
  public static final DatasetFacts MNIST = described("mnist");

  /** Zalando's articles of clothing (Xiao, Rasul and Vollgraf 2017). */
  public static final DatasetFacts FASHION_MNIST = described("fashion-mnist");

  /**
   * MNIST with the pixels of all images in one other order: the control for whatever makes use of
   * which pixels are neighbours.
   */
  public static final DatasetFacts MNIST_PERMUTED = described("mnist-permuted");

  /** All of them, the one that is used where none is named first. */
  public static final List<DatasetFacts> ALL = List.of(MNIST, FASHION_MNIST, MNIST_PERMUTED);

  private BuiltInDatasets() {}

  /** Whether one of them has this name. */
  public static boolean has(String name) {
    return ALL.stream().anyMatch(facts -> facts.name().equals(name));
  }

  private static DatasetFacts described(String name) {
    try (InputStream json = BuiltInDatasets.class.getResourceAsStream(name + ".json")) {
      return JsonMapper.shared().readValue(json, DatasetFacts.class);
    } catch (IOException impossible) {
      throw new UncheckedIOException("reading from the program itself failed", impossible);
    }
  }
}
