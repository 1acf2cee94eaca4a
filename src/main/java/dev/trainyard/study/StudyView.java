package dev.trainyard.study;

import dev.trainyard.experiment.GroupStanding;
import dev.trainyard.experiment.Progress;
import dev.trainyard.outcome.Status;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A study as a user sees it. */
@Schema(name = "Study")
record StudyView(
    long id,
    @Schema(example = "mnist-assignment") String template,
    String name,
    @Schema(
            description =
                "QUEUED until its first trial starts, RUNNING until its last one ends; then FAILED if one of its experiments has failed, CANCELLED if one was cancelled, else COMPLETED")
        Status status,
    @Schema(description = "Over the epochs of all its experiments") Progress progress,
    List<Item> experiments,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt) {

  /** One of its experiments. */
  @Schema(name = "StudyExperiment")
  record Item(
      @Schema(example = "weight-decay", description = "What it is in the template") String key,
      @Schema(example = "2.4", description = "The question that it helps to answer")
          String question,
      @Schema(description = "GET /experiments/{id} has all of it") long id,
      String name,
      Status status,
      Progress progress) {}

  static StudyView of(Study study, GroupStanding standing) {
    List<Item> items =
        IntStream.range(0, study.experiments().size())
            .mapToObj(i -> item(study.experiments().get(i), standing.experiments().get(i)))
            .toList();
    return new StudyView(
        study.id(),
        study.template(),
        study.name(),
        standing.status(),
        standing.progress(),
        items,
        study.createdAt(),
        standing.startedAt(),
        standing.finishedAt());
  }

  private static Item item(Study.Member member, GroupStanding.Member standing) {
    return new Item(
        member.key(),
        member.question(),
        standing.id(),
        standing.name(),
        standing.status(),
        standing.progress());
  }
}
