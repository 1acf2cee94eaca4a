package dev.trainyard.experiment.ledger;

import dev.trainyard.catalog.DatasetUse;
import dev.trainyard.experiment.ExperimentPage;
import dev.trainyard.experiment.ExperimentView;
import dev.trainyard.experiment.Experiments;
import dev.trainyard.experiment.TrialView;
import dev.trainyard.experiment.TrialView.AttemptView;
import dev.trainyard.experiment.UnknownExperiment;
import dev.trainyard.experiment.UnknownTrial;
import dev.trainyard.experiment.evidence.PairedSweeps;
import dev.trainyard.outcome.Curves;
import dev.trainyard.outcome.Status;
import dev.trainyard.outcome.Sweep;
import dev.trainyard.training.EpochMetrics;
import dev.trainyard.training.Metric;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Shows experiments, each answer in a number of SQL statements that does not depend on how many
 * trials or epochs there are.
 */
@Component
@Transactional(readOnly = true)
public class ExperimentReader implements Experiments, DatasetUse {
  private final ExperimentRows experiments;
  private final TrialRows trials;
  private final EpochRows epochs;
  private final AttemptRows attempts;
  private final Checkpoints checkpoints;
  private final Summaries summaries;
  private final Listing listing;
  private final PairedSweeps pairs;

  ExperimentReader(
      ExperimentRows experiments,
      TrialRows trials,
      EpochRows epochs,
      AttemptRows attempts,
      Checkpoints checkpoints,
      Summaries summaries,
      Listing listing,
      PairedSweeps pairs) {
    this.pairs = pairs;
    this.listing = listing;
    this.experiments = experiments;
    this.trials = trials;
    this.epochs = epochs;
    this.attempts = attempts;
    this.checkpoints = checkpoints;
    this.summaries = summaries;
  }

  /**
   * A page of experiments.
   *
   * @param status theirs; null for any
   * @param name a part of theirs, in capitals or not; null for any
   */
  public ExperimentPage list(@Nullable Status status, @Nullable String name, Pageable asked) {
    Page<Experiment> page = experiments.findAll(ExperimentRows.like(status, name), asked);
    return new ExperimentPage(
        listing.of(page.getContent()),
        page.getNumber(),
        page.getSize(),
        page.getTotalElements(),
        page.getTotalPages());
  }

  @Override
  public ExperimentView experiment(long id) {
    Experiment experiment = find(id);
    return summaries.experiment(experiment, trials(id), highlights(experiment, 0));
  }

  @Override
  public TrialView trial(long id, int number) {
    Experiment experiment = find(id);
    Trial trial =
        trials
            .findByExperimentIdAndNumber(id, number)
            .orElseThrow(() -> new UnknownTrial(id, number));
    List<Trial> rivals = experiment.spec().halving() == null ? List.of(trial) : trials(id);
    List<AttemptView> stretches =
        attempts.ofTrial(trial.id()).stream().map(summaries::attempt).toList();
    return new TrialView(
        id,
        summaries.trial(experiment, trial, rivals, highlights(experiment, number)),
        summaries.spec(experiment, trial),
        stretches.isEmpty() ? null : stretches.getLast().provenance(),
        stretches);
  }

  @Override
  public Curves curves(long id) {
    Experiment experiment = find(id);
    // Before their epochs: one that is COMPLETED must not lack its last.
    List<Trial> all = trials(id);
    Map<Long, List<EpochMetrics>> metrics =
        epochs.ofExperiment(id).stream()
            .collect(
                Collectors.groupingBy(
                    Epoch::trialId, Collectors.mapping(Epoch::metrics, Collectors.toList())));
    return new Curves(experiment.id(), summaries.curves(experiment, all, metrics));
  }

  @Override
  public Sweep sweep(long id, Metric metric) {
    Curves curves = curves(id);
    Sweep sweep = Sweep.of(curves, metric, find(id).spec().reference());
    return pairs.paired(sweep, curves, metric);
  }

  @Override
  public String title(long id) {
    return summaries.title(find(id));
  }

  /**
   * Makes sure that there is an experiment.
   *
   * @throws UnknownExperiment if there is none with this id
   */
  public void requireExperiment(long id) {
    if (!exists(id)) {
      throw new UnknownExperiment(id);
    }
  }

  /** By the JSON of their specifications, in which a quotation mark within a text is escaped. */
  @Override
  public List<Long> experimentsOn(String dataset) {
    return experiments.withSpecLike("%\"dataset\":\"" + ExperimentRows.literally(dataset) + "\"%");
  }

  /** Whether there is an experiment with this id. */
  public boolean exists(long id) {
    return experiments.existsById(id);
  }

  /** Whether nothing happens any more to an experiment, or it is deleted. */
  public boolean hasEnded(long id) {
    return experiments.status(id).map(Status::isFinal).orElse(true);
  }

  private Experiment find(long id) {
    return experiments.findById(id).orElseThrow(() -> new UnknownExperiment(id));
  }

  private Highlights highlights(Experiment experiment, int trial) {
    Set<Long> reduced =
        experiment.status().isFinal() ? Set.of() : checkpoints.reduced(experiment.id());
    return Highlights.of(epochs.highlights(experiment.id(), trial), reduced);
  }

  /** Of an experiment without any the deletion came between two statements. */
  private List<Trial> trials(long id) {
    List<Trial> all = trials.findByExperimentIdOrderByNumber(id);
    if (all.isEmpty()) {
      throw new UnknownExperiment(id);
    }
    return all;
  }
}
