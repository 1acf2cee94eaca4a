package dev.trainyard.experiment.ledger;

import dev.trainyard.experiment.ExperimentSpec;
import dev.trainyard.experiment.TrialSpec;
import dev.trainyard.experiment.spec.CellSpecs;
import dev.trainyard.network.NetworkSpec;
import dev.trainyard.training.Validation;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Puts together what a stored trial trains. */
@Component
class StoredSpecs {
  private final CellSpecs cells;

  StoredSpecs(CellSpecs cells) {
    this.cells = cells;
  }

  /**
   * All that decides a trial's result.
   *
   * @throws UnreadableSpec if this version of the service cannot read it
   */
  TrialSpec trial(Experiment experiment, Trial trial) {
    ExperimentSpec spec = experiment.spec();
    NetworkSpec layers = experiment.layers();
    Map<String, JsonNode> parameters = trial.parameters();
    try {
      return cells.stored(
          spec.dataset(), cells.tree(layers, spec.training().withSeed(trial.seed())), parameters);
    } catch (RuntimeException e) {
      // Paths that lead nowhere in it, too.
      throw new UnreadableSpec(e);
    }
  }

  /** On which images a trial is validated; nothing is read for it unless that is swept. */
  Validation validation(Experiment experiment, Trial trial) {
    ExperimentSpec spec = experiment.spec();
    Validation usual = spec.training().validation();
    return sweepsValidation(spec) ? cells.validation(usual, trial.parameters()) : usual;
  }

  /** Whether the trials of an experiment are validated on different images. */
  static boolean sweepsValidation(ExperimentSpec spec) {
    return spec.sweep().keySet().stream().anyMatch(path -> path.startsWith(CellSpecs.VALIDATION));
  }
}
