package dev.trainyard.experiment.ledger;

import dev.trainyard.experiment.Provenance;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

/** The stored attempts. */
interface AttemptRows extends JpaRepository<Attempt, Attempt.Key> {

  /** All attempts at a trial in order. */
  @Query("select a from Attempt a where a.key.trialId = :trialId order by a.key.number")
  List<Attempt> ofTrial(long trialId);

  /** All attempts at these trials, each trial's in order. */
  @Query("select a from Attempt a where a.key.trialId in :trialIds order by a.key.number")
  List<Attempt> ofTrials(Collection<Long> trialIds);

  /** Notes what an attempt rests on; nothing happens if it was deleted. */
  @Modifying
  @Query("update Attempt a set a.provenance = :provenance where a.key = :key")
  void describe(Attempt.Key key, Stored<Provenance> provenance);

  /** Notes how the process of an attempt's own died. */
  @Modifying
  @Query("update Attempt a set a.death = :death where a.key = :key")
  void died(Attempt.Key key, String death);

  /** Takes one out of the record. */
  @Modifying
  @Query("delete from Attempt a where a.key = :key")
  void withdraw(Attempt.Key key);

  /** Ends the attempts at these trials that have no end yet. */
  @Modifying
  @Query(
      "update Attempt a set a.endedAt = :now where a.key.trialId in :trialIds and a.endedAt is null")
  void end(Collection<Long> trialIds, Instant now);
}
