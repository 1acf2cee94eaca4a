package dev.trainyard.experiment;

import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a user does to experiments that belong together: to all of them or to none. Each call throws
 * {@link UnknownExperiment} if there is none with one of the ids.
 */
@Component
@Transactional
public class GroupInterventions {
  private final ExperimentRows experiments;
  private final Interventions interventions;
  private final Resumption resumption;

  GroupInterventions(
      ExperimentRows experiments, Interventions interventions, Resumption resumption) {
    this.experiments = experiments;
    this.interventions = interventions;
    this.resumption = resumption;
  }

  /** Stops those that have not ended, keeps what they recorded, and returns how many they were. */
  public int cancel(List<Long> ids) {
    List<Long> open = ids.stream().filter(id -> !lock(id).isFinal()).toList();
    open.forEach(interventions::cancel);
    return open.size();
  }

  /** Lets those go on that have failed or were cancelled, and returns how many they were. */
  public int resume(List<Long> ids) {
    List<Long> unfinished = ids.stream().filter(id -> mayGoOn(lock(id))).toList();
    unfinished.forEach(id -> resumption.resume(id, null));
    return unfinished.size();
  }

  /** Deletes them with all that belongs to them. */
  public void delete(List<Long> ids) {
    ids.forEach(interventions::delete);
  }

  private static boolean mayGoOn(Status status) {
    return status == Status.FAILED || status == Status.CANCELLED;
  }

  private Status lock(long id) {
    return experiments.lock(id).orElseThrow(() -> new UnknownExperiment(id)).status();
  }
}
