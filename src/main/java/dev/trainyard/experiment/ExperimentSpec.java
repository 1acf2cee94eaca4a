package dev.trainyard.experiment;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.catalog.NetworkChoice;
import dev.trainyard.outcome.Reference;
import dev.trainyard.training.TrainingSpec;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an experiment is, with every default filled in; it may be posted again as it stands.
 *
 * @param sweep lists of values and ranges by the path of a parameter; empty without a sweep
 * @param search how the cells are drawn; null for the grid of all values
 * @param replicates trials of each cell, from 1
 * @param priority experiments with a higher one go first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExperimentSpec(
    String name,
    String dataset,
    NetworkChoice network,
    TrainingSpec training,
    Map<String, Swept> sweep,
    @Nullable Search search,
    int replicates,
    @Nullable Reference reference,
    int priority) {

  /** Refuses one that is not whole, whatever it is read from. */
  public ExperimentSpec {
    Objects.requireNonNull(name, "name is missing");
    Objects.requireNonNull(dataset, "dataset is missing");
    Objects.requireNonNull(network, "network is missing");
    Objects.requireNonNull(training, "training is missing");
    Objects.requireNonNull(sweep, "sweep is missing");
  }

  /** How cells that fall behind are stopped; null if all are trained to their end. */
  @JsonIgnore
  public @Nullable Halving halving() {
    return search == null ? null : search.halving();
  }

  /**
   * Epochs of all trials together: of those that there are, or while a halving goes on, of all that
   * it will come to.
   *
   * @param ofTrials of those that there are
   * @param longest of one of them, as far as it is queued; behind a whole training no rung follows
   * @param goesOn whether the experiment has not ended
   */
  public long epochs(long ofTrials, int longest, boolean goesOn) {
    Halving halving = halving();
    return halving == null || search == null || !goesOn || longest >= training.epochs()
        ? ofTrials
        : Math.max(ofTrials, halving.allEpochs(search.samples(), training.epochs(), replicates));
  }

  /** The same experiment with another training. */
  public ExperimentSpec withTraining(TrainingSpec other) {
    return new ExperimentSpec(
        name, dataset, network, other, sweep, search, replicates, reference, priority);
  }
}
