package dev.trainyard.catalog;

import dev.trainyard.dataset.BuiltInDatasets;
import dev.trainyard.dataset.DataFile;
import dev.trainyard.dataset.DatasetFacts;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * A dataset in the list of datasets: what is known before it is fetched.
 *
 * @param builtIn whether it is one of the service itself, which is always there
 * @param imageShape height, width, channels
 * @param classes the classes' names
 * @param trainImages the number of images to learn from
 * @param testImages the number of images to be judged on
 * @param bytes the size of its files
 */
record DatasetOverview(
    @Schema(example = "mnist") String name,
    String title,
    String description,
    boolean builtIn,
    @Schema(example = "[28,28,1]") List<Integer> imageShape,
    List<String> classes,
    @Schema(example = "60000") int trainImages,
    @Schema(example = "10000") int testImages,
    @Schema(example = "54950048") long bytes) {

  static DatasetOverview of(DatasetFacts facts) {
    return new DatasetOverview(
        facts.name(),
        facts.title(),
        facts.description(),
        BuiltInDatasets.has(facts.name()),
        Datasets.inputShape(facts).dimensions(),
        facts.classes(),
        facts.train().count(),
        facts.test().count(),
        facts.files().stream().mapToLong(DataFile::bytes).sum());
  }
}
