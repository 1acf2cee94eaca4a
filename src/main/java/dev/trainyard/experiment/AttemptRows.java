package dev.trainyard.experiment;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** The stored attempts. */
interface AttemptRows extends JpaRepository<Attempt, Attempt.Key> {

  /** All attempts at a trial in order. */
  @Query("select a from Attempt a where a.key.trialId = :trialId order by a.key.number")
  List<Attempt> ofTrial(long trialId);
}
