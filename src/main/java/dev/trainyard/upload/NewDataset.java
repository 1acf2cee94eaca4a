package dev.trainyard.upload;

import dev.trainyard.dataset.DataFile;
import dev.trainyard.dataset.DatasetFacts;
import dev.trainyard.intake.Taken;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * What became of an upload.
 *
 * @param imageShape height, width, channels
 * @param classes the classes' names in the order of labels
 * @param trainImages the number of images to learn from
 * @param testImages the number of images to be judged on
 * @param bytes that it takes in the database, and on the disk of each worker
 * @param memoryBytes that its images take in the memory of each process that trains on it
 * @param ignored files of the upload that were left out: hidden ones, and what file managers leave
 */
record NewDataset(
    @Schema(example = "leaves") String name,
    String title,
    String description,
    @Schema(example = "[28,28,3]") List<Integer> imageShape,
    List<String> classes,
    @Schema(example = "2400") int trainImages,
    @Schema(example = "600") int testImages,
    @Schema(example = "7059064") long bytes,
    @Schema(example = "7056000") long memoryBytes,
    List<String> ignored) {

  static NewDataset of(Taken taken) {
    DatasetFacts facts = taken.facts();
    return new NewDataset(
        facts.name(),
        facts.title(),
        facts.description(),
        List.of(facts.height(), facts.width(), facts.channels()),
        facts.classes(),
        facts.train().count(),
        facts.test().count(),
        facts.files().stream().mapToLong(DataFile::bytes).sum(),
        ((long) facts.train().count() + facts.test().count())
            * facts.height()
            * facts.width()
            * facts.channels(),
        taken.ignored());
  }
}
