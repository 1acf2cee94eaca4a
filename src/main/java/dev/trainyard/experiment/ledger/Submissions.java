package dev.trainyard.experiment.ledger;

import dev.trainyard.experiment.ExperimentSpec;
import dev.trainyard.experiment.spec.GridCell;
import dev.trainyard.experiment.spec.Submission;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes experiments in: after the commit none of their trials can be lost, before it none runs. */
@Component
public class Submissions {
  private final ExperimentRows experiments;
  private final TrialQueue queue;
  private final SpecStore specs;
  private final EventLog chronicle;
  private final Clock clock;

  Submissions(
      ExperimentRows experiments,
      TrialQueue queue,
      SpecStore specs,
      EventLog chronicle,
      Clock clock) {
    this.experiments = experiments;
    this.queue = queue;
    this.specs = specs;
    this.chronicle = chronicle;
    this.clock = clock;
  }

  /** Stores an experiment with its trials, queues them, and returns its id. */
  @Transactional
  public long submit(Submission submission) {
    ExperimentSpec spec = submission.spec();
    Experiment experiment =
        experiments.save(
            new Experiment(
                spec.name(),
                specs.write(spec),
                specs.write(submission.layers()),
                spec.priority(),
                clock.instant()));
    chronicle.queued(experiment);
    queue.add(experiment, trials(experiment.id(), submission));
    return experiment.id();
  }

  /** Replicate by replicate within each cell; the same replicate has the same seed everywhere. */
  private List<Trial> trials(long experimentId, Submission submission) {
    List<Trial> all = new ArrayList<>();
    for (GridCell cell : submission.cells()) {
      String parameters = specs.write(cell.parameters());
      String workload = cell.workload();
      for (int replicate = 1; replicate <= submission.spec().replicates(); replicate++) {
        TrialDraft draft =
            new TrialDraft(
                all.size() + 1,
                replicate,
                cell.training().seed() + replicate - 1,
                parameters,
                cell.training().epochs(),
                workload);
        all.add(new Trial(experimentId, draft));
      }
    }
    return all;
  }
}
