package dev.trainyard.report;

import dev.trainyard.statistics.Interval;
import dev.trainyard.statistics.OutlyingVariances;
import dev.trainyard.statistics.Variation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A published figure of the same test images, and where a new run of a recipe would fall.
 *
 * @param mean accuracy of the recipe
 * @param newRun with 95%, as far as accuracies go; null with a single replicate
 * @param alone whether the variation between seeds is that of the recipe only, as the others do not
 *     vary like it
 */
record Reproduction(double published, double mean, @Nullable Interval newRun, boolean alone) {

  /** What can be said of the published figure. */
  enum Outcome {
    /** New runs are expected to stay below it. */
    MISSED,
    /** A new run may come to it. */
    REACHED,
    /** New runs are expected to be above it. */
    EXCEEDED,
    /** One run tells nothing of others. */
    UNKNOWN
  }

  /**
   * Of a recipe.
   *
   * @param pooled over cells of a kind, from which the variation between seeds is estimated; the
   *     recipe is among them
   */
  static Reproduction of(double published, Judged recipe, List<Judged> pooled) {
    int runs = recipe.predictions().size();
    double mean =
        recipe.accuracies().values().stream().mapToDouble(Double::doubleValue).sum() / runs;
    if (runs < 2) {
      return new Reproduction(published, mean, null, false);
    }
    List<Judged> alike = withAlike(recipe, pooled);
    Interval newRun =
        Variation.withinCells(Contrasts.table(alike)).ofNewRun(mean, runs, Contrast.CONFIDENCE);
    return new Reproduction(
        published,
        mean,
        new Interval(Math.max(0, newRun.from()), Math.min(1, newRun.to())),
        alike.size() == 1 && pooled.size() > 1);
  }

  /** The recipe alone where it varies as the others do not. */
  private static List<Judged> withAlike(Judged recipe, List<Judged> pooled) {
    List<Judged> alike =
        OutlyingVariances.alikeWithin(pooled.stream().map(Judged::accuracies).toList()).stream()
            .map(pooled::get)
            .toList();
    return alike.contains(recipe) ? alike : List.of(recipe);
  }

  Outcome outcome() {
    if (newRun == null) {
      return Outcome.UNKNOWN;
    } else if (newRun.contains(published)) {
      return Outcome.REACHED;
    }
    return mean < published ? Outcome.MISSED : Outcome.EXCEEDED;
  }

  /** The outcome as a verb. */
  String words() {
    return switch (outcome()) {
      case MISSED -> "not reproduced by this recipe on these images";
      case REACHED -> "within reach of this recipe on these images";
      case EXCEEDED -> "exceeded by this recipe on these images";
      case UNKNOWN -> "neither reproduced nor refuted: one run says nothing of the next";
    };
  }
}
