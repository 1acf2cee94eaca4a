package dev.trainyard.study;

import dev.trainyard.experiment.ExperimentRequest;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * What a study consists of.
 *
 * @param experiments in the order in which they are trained
 */
record StudyTemplate(
    @NotBlank @Size(max = 100) @Schema(example = "mnist-assignment") String name,
    @NotBlank @Size(max = 200) @Schema(description = "The name of a study that is given no other")
        String title,
    @NotBlank String description,
    @NotBlank
        @Schema(
            example = "mnist-assignment.md",
            description = "The words of its report, which templates may share")
        String report,
    @NotEmpty List<@NotNull @Valid Part> experiments) {

  /**
   * One of the experiments.
   *
   * @param key unique within the template
   */
  @Schema(name = "StudyTemplatePart")
  record Part(
      @NotBlank @Size(max = 100) @Schema(example = "weight-decay") String key,
      @NotBlank
          @Size(max = 20)
          @Schema(
              example = "2.4",
              description = "The question of the assignment that it helps to answer")
          String question,
      @NotNull @Valid @Schema(description = "A request that POST /experiments takes as it stands")
          ExperimentRequest experiment) {}

  /** The keys of all its experiments. */
  List<String> keys() {
    return experiments.stream().map(Part::key).toList();
  }

  /**
   * The requests of all its experiments.
   *
   * @param priority of each
   */
  List<ExperimentRequest> requests(int priority) {
    return experiments.stream().map(part -> part.experiment().withPriority(priority)).toList();
  }
}
