package dev.trainyard.verification;

import dev.trainyard.experiment.Progress;
import dev.trainyard.experiment.Retraining;
import dev.trainyard.outcome.Status;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A trial that is trained again from its record, and how it compares. */
record Verification(
    @Schema(description = "Of the experiment that is verified") long experimentId,
    @Schema(description = "The number of its trial that is verified") int trial,
    @Schema(
            description =
                "Of the experiment that trains the trial again: GET /experiments/{id} shows it, cancel and resume work on it, and DELETE removes this verification")
        long id,
    @Schema(description = "Where the training of now stands") Status status,
    @Schema(description = "Why it FAILED") @Nullable String reason,
    Progress progress,
    Instant createdAt,
    @Schema(
            description =
                "true if every epoch of the record came out bit-identical in all that is stored of it but its seconds; false from the first difference on; null until it is known")
        @Nullable Boolean identical,
    @Schema(description = "Epochs in the record") int epochs,
    @Schema(description = "Epochs from the first one on that came out bit-identical so far")
        int epochsIdentical,
    @Nullable FirstDifference firstDifference,
    @Schema(
            description =
                "What is not as recorded: version, engine, cpu or data. Empty until the first epoch is trained again")
        List<Change> changes,
    @Schema(
            description = "All of this in a sentence",
            example =
                "All epochs came out bit-identical (10 of 10); version, CPU and data are as recorded.")
        String verdict) {

  static Verification of(Retraining training) {
    EpochComparison comparison = EpochComparison.of(training);
    List<Change> changes = Change.between(training);
    Boolean identical = identical(training, comparison);
    return new Verification(
        training.experimentId(),
        training.trial(),
        training.id(),
        training.status(),
        training.reason(),
        training.progress(),
        training.createdAt(),
        identical,
        training.epochs(),
        comparison.epochsIdentical(),
        comparison.firstDifference(),
        changes,
        verdict(training, comparison, changes));
  }

  private static @Nullable Boolean identical(Retraining training, EpochComparison comparison) {
    if (comparison.firstDifference() != null) {
      return false;
    }
    return comparison.epochsIdentical() == training.epochs() ? true : null;
  }

  private static String verdict(
      Retraining training, EpochComparison comparison, List<Change> changes) {
    FirstDifference difference = comparison.firstDifference();
    if (difference != null) {
      return "Epoch %d is the first that did not come out the same: %s; %s."
          .formatted(difference.epoch(), difference.metrics().getFirst(), text(changes));
    }
    if (comparison.epochsIdentical() == training.epochs()) {
      return "All epochs came out bit-identical (%d of %1$d); %s."
          .formatted(training.epochs(), text(changes));
    }
    return (training.status().isFinal()
            ? "Not known: the training of now is %s; POST /experiments/%d/resume lets it go on. So far %d of %d epochs came out bit-identical."
            : "Not known yet: the training of now is %s. So far %3$d of %4$d epochs came out bit-identical.")
        .formatted(
            training.status(), training.id(), comparison.epochsIdentical(), training.epochs());
  }

  private static String text(List<Change> changes) {
    return changes.isEmpty()
        ? "version, CPU and data are as recorded"
        : "not as recorded: "
            + changes.stream().map(Change::toString).collect(Collectors.joining(", "));
  }
}
