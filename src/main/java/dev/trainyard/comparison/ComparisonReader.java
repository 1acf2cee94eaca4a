package dev.trainyard.comparison;

import dev.trainyard.chart.Labels;
import dev.trainyard.comparison.ComparedCell.Origin;
import dev.trainyard.comparison.Contender.Network;
import dev.trainyard.engine.Predictions;
import dev.trainyard.experiment.Evidence;
import dev.trainyard.experiment.ExperimentSpec;
import dev.trainyard.experiment.Experiments;
import dev.trainyard.experiment.ScoredImages;
import dev.trainyard.experiment.UnknownExperiment;
import dev.trainyard.experiment.UnknownTrial;
import dev.trainyard.outcome.Cell;
import dev.trainyard.outcome.Curves;
import dev.trainyard.outcome.Curves.TrialCurve;
import dev.trainyard.refusal.Refusal;
import dev.trainyard.training.Metric;
import dev.trainyard.training.Validation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/** Gathers what is to be compared, with no transaction open. */
@Component
class ComparisonReader {
  static final int MOST_CELLS = 24;

  private final Experiments experiments;
  private final Evidence evidence;

  ComparisonReader(Experiments experiments, Evidence evidence) {
    this.experiments = experiments;
    this.evidence = evidence;
  }

  /** A cell, the experiment that it is of, and what it is called. */
  private record Named(Origin origin, String label, Cell cell) {}

  /**
   * The cells with their figures, and the tests of each pair of them.
   *
   * @throws UnknownExperiment if there is none with one of the ids
   * @throws UnknownTrial if one of them has no such trial
   * @throws Refusal INVALID if there is a single cell, or more than {@value #MOST_CELLS}
   */
  ExperimentComparison read(Selection selection, Metric metric) throws InterruptedException {
    List<Named> all = new ArrayList<>();
    for (long id : selection.experiments()) {
      all.addAll(cells(id, selection, metric));
    }
    if (all.size() < 2) {
      throw Refusal.invalid(
          "experiments",
          "come to a single cell, which there is nothing to compare with; name another experiment");
    }
    if (all.size() > MOST_CELLS) {
      throw Refusal.invalid(
          "experiments",
          "come to %d cells; %d at most are compared at a time; trials=1/3,2/1 chooses trials"
              .formatted(all.size(), MOST_CELLS));
    }
    List<Contender> contenders = new ArrayList<>();
    List<ComparedCell> cells = new ArrayList<>();
    for (Named one : all) {
      Contender contender = contender(cells.size() + 1, one);
      contenders.add(contender);
      cells.add(
          ComparedCell.of(contender.cell(), one.label, one.origin, one.cell, contender.spread()));
    }
    return new ExperimentComparison(metric, cells, PairTests.of(metric, contenders));
  }

  private List<Named> cells(long id, Selection selection, Metric metric) {
    ExperimentSpec spec = experiments.experiment(id).spec();
    Origin origin = new Origin(id, spec.name(), spec.dataset());
    Curves curves = experiments.curves(id);
    List<Cell> all = curves.cells(metric);
    Labels labels = Labels.of(all.stream().map(Cell::parameters).toList());
    return selection.of(curves).cells(metric).stream()
        .map(cell -> new Named(origin, label(id, spec.name(), cell, labels), cell))
        .toList();
  }

  private static String label(long id, String name, Cell cell, Labels labels) {
    String parameters =
        cell.parameters().isEmpty() ? "" : ", %s".formatted(labels.of(cell.parameters()));
    String pruned = cell.pruned() ? ", stopped after %s".formatted(epochs(cell.epochs())) : "";
    return "%d: %s%s%s".formatted(id, name, parameters, pruned);
  }

  private static String epochs(int count) {
    return count == 1 ? "1 epoch" : "%d epochs".formatted(count);
  }

  private Contender contender(int number, Named named) throws InterruptedException {
    List<Network> networks = new ArrayList<>();
    String unknown = null;
    int images = 0;
    for (TrialCurve trial : named.cell.completed()) {
      try {
        Predictions said =
            evidence.predictions(named.origin.experiment(), trial.trial(), ScoredImages.TEST, null);
        images = said.count();
        networks.add(network(trial, said, named.cell.metric()));
      } catch (Refusal e) {
        unknown =
            "what trial %d/%d says of the test images is not known: %s"
                .formatted(named.origin.experiment(), trial.trial(), e.getMessage());
      }
    }
    return new Contender(
        number,
        named.origin.experiment(),
        named.origin.dataset(),
        named.cell.trials().stream().map(TrialCurve::status).toList(),
        named.cell.pruned() ? named.cell.epochs() : 0,
        images,
        unknown == null ? networks : List.of(),
        unknown);
  }

  private static Network network(TrialCurve trial, Predictions said, Metric metric) {
    BitSet right = said.right();
    double figure =
        switch (metric) {
          case ACCURACY -> (double) right.cardinality() / said.count();
          case LOSS -> loss(trial, said);
        };
    return new Network(trial.trial(), trial.seed(), figure, right);
  }

  /** As it was noted; predictions are kept in fewer digits. */
  private static double loss(TrialCurve trial, Predictions said) {
    if (trial.test() != null) {
      return trial.test().loss();
    }
    return trial.validation().source() == Validation.Source.TEST
        ? trial.epochs().get(said.epoch() - 1).validationLoss()
        : IntStream.range(0, said.count()).mapToDouble(said::loss).average().orElseThrow();
  }
}
