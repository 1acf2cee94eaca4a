package dev.trainyard.report;

import dev.trainyard.outcome.Gap;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A training in which something was changed, compared with the cell that has all but that.
 *
 * @param contrast null until both are complete
 */
record Variation(Run run, @Nullable Gap contrast) {

  /**
   * The experiments of a study that vary another one's training.
   *
   * @param base a sweep over the factor of weight decay; the cell with the variation's own factor
   *     is what it is compared with
   */
  static List<Variation> of(List<Run> runs, Run base) {
    return runs.stream()
        .filter(run -> !run.equals(base) && run.isComparableWith(base) && run.training().l2() > 0)
        .map(run -> new Variation(run, contrast(run, base)))
        .toList();
  }

  /** Those that are complete, the largest effect first. */
  static List<Variation> largestFirst(List<Variation> all) {
    return all.stream()
        .filter(one -> one.contrast() != null)
        .sorted(Comparator.comparingDouble(Variation::size).reversed())
        .toList();
  }

  /** Those that are complete and whose effect is larger than chance allows, or is not. */
  static List<Variation> toldApart(List<Variation> all, boolean wanted) {
    return largestFirst(all).stream()
        .filter(one -> Objects.requireNonNull(one.contrast()).toldApart() == wanted)
        .toList();
  }

  /** The best of the experiments that are complete and comparable with this one. */
  static Optional<Run> best(List<Run> runs, Run base) {
    return runs.stream()
        .filter(run -> run.done() && run.isComparableWith(base))
        .max(Comparator.comparingDouble(run -> run.leader().last().mean()));
  }

  private double size() {
    return Math.abs(Objects.requireNonNull(contrast).difference());
  }

  private static @Nullable Gap contrast(Run run, Run base) {
    return run.done() && base.done() ? run.cell().against(base.at(run.training().l2())) : null;
  }
}
