package dev.trainyard.report;

import dev.trainyard.catalog.NetworkSummary;
import dev.trainyard.experiment.ExperimentSpec;
import dev.trainyard.outcome.Cell;
import dev.trainyard.outcome.Curves;
import dev.trainyard.outcome.Reference;
import dev.trainyard.outcome.Status;
import dev.trainyard.training.Metric;
import dev.trainyard.training.TrainingSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One experiment of a study, as its report sees it.
 *
 * @param key what it is in the study
 * @param reason why it failed; null unless it has
 * @param allTrainingImages of the dataset, those that are held out among them
 */
record Run(
    String key,
    long id,
    Status status,
    @Nullable String reason,
    ExperimentSpec spec,
    NetworkSummary network,
    int allTrainingImages,
    Curves curves) {

  int trials() {
    return curves.trials().size();
  }

  int completed() {
    return cells().stream().mapToInt(Cell::count).sum();
  }

  /** Whether there is all that the report wants to say of it. */
  boolean done() {
    return completed() == trials();
  }

  /** Whether nothing more will come by itself. */
  boolean ended() {
    return status.isFinal();
  }

  TrainingSpec training() {
    return spec.training();
  }

  /** Training images that validation is on; 0 where it is on the test images. */
  int heldOut() {
    return training().validation().heldOut(allTrainingImages);
  }

  /** Training images that every epoch goes through. */
  int trainingImages() {
    return allTrainingImages - heldOut();
  }

  /** Its training in words. */
  String recipe() {
    return Recipe.of(training());
  }

  /** Layers that have parameters. */
  long trainableLayers() {
    return network.layers().stream().filter(layer -> layer.parameters() > 0).count();
  }

  /** The published figure that it is compared with. */
  @Nullable Reference reference() {
    return spec.reference();
  }

  /** The trials by cell, judged by their accuracies. */
  List<Cell> cells() {
    return curves.cells(Metric.ACCURACY);
  }

  /** The only cell, or the first one of a sweep. */
  Cell cell() {
    return cells().getFirst();
  }

  /** How the curve of its only or first cell ends. */
  Trend trend() {
    return Trend.of(cell().curve());
  }

  /** The cell with the highest mean accuracy after the last epoch. */
  Cell leader() {
    return curves.leader(Metric.ACCURACY, Cell::last).orElseThrow();
  }

  /** The cell whose swept value is the same as another experiment's; the leader if none is. */
  Cell at(double value) {
    return cells().stream()
        .filter(cell -> cell.value() != null && cell.value() == value)
        .findFirst()
        .orElseGet(this::leader);
  }

  /** The cell with the highest mean accuracy in the best epoch of each trial. */
  Cell chosen() {
    return curves.leader(Metric.ACCURACY, Cell::best).orElseThrow();
  }
}
