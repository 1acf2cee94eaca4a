package dev.trainyard.chart;

import dev.trainyard.experiment.ExperimentView.TrialSummary;
import dev.trainyard.outcome.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the trials of a picture stand, which says why it shows less than was asked for.
 *
 * @param reason why the first of them that failed did so
 */
record Standing(List<Status> trials, @Nullable String reason) {

  static Standing of(List<TrialSummary> trials) {
    return new Standing(
        trials.stream().map(TrialSummary::status).toList(),
        trials.stream()
            .map(TrialSummary::reason)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null));
  }

  /** What is to be said of trials that did not come to their end. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    for (Status status : List.of(Status.FAILED, Status.CANCELLED)) {
      long count = trials.stream().filter(status::equals).count();
      String share = trials.size() == 1 ? "" : "%d of %d trials ".formatted(count, trials.size());
      if (count > 0 && status == Status.CANCELLED) {
        notes.add(share + "cancelled");
      } else if (count > 0) {
        String first = count > 1 ? ", the first one because: " : ": ";
        notes.add(share + "failed" + (reason == null ? "" : first + reason));
      }
    }
    return notes;
  }

  /** Why there is nothing to see. */
  List<String> nothing(String what) {
    boolean mayCome = trials.isEmpty() || !trials.stream().allMatch(Status::isFinal);
    List<String> why = notes();
    why.addFirst("no finished %s%s".formatted(what, mayCome ? " yet" : ""));
    return why;
  }
}
