package dev.trainyard.experiment.ledger;

import dev.trainyard.outcome.Status;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

/** The stored experiments. */
interface ExperimentRows extends JpaRepository<Experiment, Long> {

  /** Takes the lock under which an experiment and its trials are changed, until the commit. */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select e from Experiment e where e.id = :id")
  Optional<Experiment> lock(long id);

  @Query("select e.status from Experiment e where e.id = :id")
  Optional<Status> status(long id);

  /** Those that train a trial of an experiment again, the latest first. */
  @Query(
      """
      select e from Experiment e join Trial t on e.retrainedTrialId = t.id
      where t.experimentId = :experimentId order by e.id desc
      """)
  List<Experiment> retraining(long experimentId);

  /**
   * Those whose specification has a part of JSON.
   *
   * @param pattern for {@code like}, with {@code !} before what is to be taken as it is
   */
  @Query(
      value = "select id from experiment where spec like :pattern escape '!' order by id",
      nativeQuery = true)
  List<Long> withSpecLike(String pattern);

  Page<Experiment> findByStatus(Status status, Pageable page);
}
