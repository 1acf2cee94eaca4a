package dev.trainyard.experiment.ledger;

import java.util.Collection;
import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** The stored epochs. */
interface EpochRows extends JpaRepository<Epoch, Epoch.Key> {

  /** The number of latest epochs that speak for the next ones. */
  int RECENT = 5;

  /** All epochs of a trial in order. */
  @Query("select e from Epoch e where e.key.trialId = :trialId order by e.key.epoch")
  List<Epoch> ofTrial(long trialId);

  /** All epochs of these trials, each trial's in order. */
  @Query("select e from Epoch e where e.key.trialId in :trialIds order by e.key.epoch")
  List<Epoch> ofTrials(Collection<Long> trialIds);

  /** All epochs of an experiment, by trial and in order. */
  @Query(
      """
      select e from Epoch e join Trial t on e.key.trialId = t.id
      where t.experimentId = :experimentId order by t.number, e.key.epoch
      """)
  List<Epoch> ofExperiment(long experimentId);

  /**
   * Of every trial of an experiment the best and the last epoch, and of a running one the {@value
   * #RECENT} last.
   *
   * @param trial the only trial that matters, or 0 for all
   */
  @Query(
      """
      select e from Epoch e join Trial t on e.key.trialId = t.id
      where t.experimentId = :experimentId and (:trial = 0 or t.number = :trial)
        and (e.key.epoch = t.bestEpoch or e.key.epoch = t.epochsCompleted
          or t.status = dev.trainyard.outcome.Status.RUNNING and e.key.epoch > t.epochsCompleted - 5)
      """)
  List<Epoch> highlights(long experimentId, int trial);

  /**
   * Of every trial of these experiments the last epoch, and of a running one the {@value #RECENT}
   * last.
   */
  @Query(
      """
      select e from Epoch e join Trial t on e.key.trialId = t.id
      where t.experimentId in :experimentIds
        and (e.key.epoch = t.epochsCompleted
          or t.status = dev.trainyard.outcome.Status.RUNNING and e.key.epoch > t.epochsCompleted - 5)
      """)
  List<Epoch> latest(Collection<Long> experimentIds);
}
