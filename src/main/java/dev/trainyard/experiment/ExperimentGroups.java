package dev.trainyard.experiment;

import dev.trainyard.refusal.Refusal;
import java.util.List;
import java.util.Optional;

/**
 * Experiments that belong together, such as those of a study: what is done is done to all of them
 * or to none. Calls that change something throw {@link UnknownExperiment} if there is none with one
 * of the ids.
 */
public interface ExperimentGroups {

  /**
   * Makes sure that a request can be queued, if not by this service then by one that takes on more.
   *
   * @throws Refusal INVALID naming every field that is wrong
   */
  void check(ExperimentRequest request);

  /** What the requests would come to; trains for some seconds where no earlier trial tells. */
  Forecast estimate(List<ExperimentRequest> requests);

  /**
   * Stores and queues one experiment for each request, to be trained in their order, and returns
   * their ids.
   *
   * @throws Refusal INVALID naming every field that is wrong
   */
  List<Long> submit(List<ExperimentRequest> requests);

  /**
   * Stops those that have not ended, keeps what they recorded, and returns of how many any trial is
   * cancelled, now or since an earlier call.
   */
  int cancel(List<Long> ids);

  /** Lets those go on that have failed or were cancelled, and returns how many they were. */
  int resume(List<Long> ids);

  /** Deletes them with all that belongs to them. */
  void delete(List<Long> ids);

  /**
   * Where each of several groups stands.
   *
   * @param groups the ids of the experiments of each, in the order in which they were queued
   * @return in the order of the groups; empty for one of which an experiment is not there
   */
  List<Optional<GroupStanding>> standings(List<List<Long>> groups);
}
