package dev.trainyard.experiment.ledger;

import dev.trainyard.outcome.Status;
import jakarta.persistence.LockModeType;
import jakarta.persistence.criteria.Predicate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

/** The stored experiments. */
interface ExperimentRows
    extends JpaRepository<Experiment, Long>, JpaSpecificationExecutor<Experiment> {

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

  /**
   * Those with a status and with a name that has a part.
   *
   * @param status null for any
   * @param name in capitals or not; null for any
   */
  static Specification<Experiment> like(@Nullable Status status, @Nullable String name) {
    return (experiment, _, is) -> {
      List<Predicate> all = new ArrayList<>();
      if (status != null) {
        all.add(is.equal(experiment.get("status"), status));
      }
      if (name != null && name.indexOf('\0') >= 0) {
        // No name has it, and PostgreSQL takes no text with it.
        all.add(is.disjunction());
      } else if (name != null) {
        String pattern = "%" + literally(name.toLowerCase(Locale.ROOT)) + "%";
        all.add(is.like(is.lower(experiment.get("name")), pattern, '!'));
      }
      return is.and(all);
    };
  }

  /** What is to be taken as it is in a pattern for {@code like}. */
  static String literally(String text) {
    return text.replaceAll("[!%_]", "!$0");
  }
}
