package dev.trainyard.experiment.ledger;

import dev.trainyard.outcome.Status;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** The stored trials. */
interface TrialRows extends JpaRepository<Trial, Long> {

  /**
   * The trials of an experiment in sums.
   *
   * @param longest epochs of one of them, as far as it is queued
   * @param bestValidationAccuracy of all trials and epochs; null before the first epoch
   */
  record Totals(
      long experimentId,
      long trials,
      long epochsCompleted,
      long epochsTotal,
      int longest,
      @Nullable Double bestValidationAccuracy) {}

  List<Trial> findByExperimentIdOrderByNumber(long experimentId);

  List<Trial> findByExperimentIdInOrderByNumber(Collection<Long> experimentIds);

  Optional<Trial> findByExperimentIdAndNumber(long experimentId, int number);

  boolean existsByIdAndAttemptAndStatus(long id, int attempt, Status status);

  boolean existsByExperimentIdAndNumberAndLastEpochAtAfter(
      long experimentId, int number, Instant moment);

  /** The different statuses of an experiment's trials. */
  @Query("select distinct t.status from Trial t where t.experimentId = :experimentId")
  List<Status> statuses(long experimentId);

  /** What a list of experiments says about each one's trials. */
  @Query(
      """
      select new dev.trainyard.experiment.ledger.TrialRows$Totals(
        t.experimentId, count(t), sum(t.epochsCompleted), sum(t.epochsTotal), max(t.epochsTotal),
        max(case when t.epochsCompleted > 0 then t.bestValidationAccuracy end))
      from Trial t where t.experimentId in :experimentIds group by t.experimentId
      """)
  List<Totals> totals(Collection<Long> experimentIds);
}
