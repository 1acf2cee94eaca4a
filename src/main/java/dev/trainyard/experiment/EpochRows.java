package dev.trainyard.experiment;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** The stored epochs. */
interface EpochRows extends JpaRepository<Epoch, Epoch.Key> {

  /** All epochs of an experiment, by trial and in order. */
  @Query(
      """
      select e from Epoch e join Trial t on e.key.trialId = t.id
      where t.experimentId = :experimentId order by t.number, e.key.epoch
      """)
  List<Epoch> ofExperiment(long experimentId);

  /** The best and the last epoch of every trial of an experiment. */
  @Query(
      """
      select e from Epoch e join Trial t on e.key.trialId = t.id
      where t.experimentId = :experimentId
        and (e.key.epoch = t.bestEpoch or e.key.epoch = t.epochsCompleted)
      """)
  List<Epoch> highlights(long experimentId);
}
