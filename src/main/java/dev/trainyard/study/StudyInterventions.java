package dev.trainyard.study;

import dev.trainyard.experiment.ExperimentGroups;
import dev.trainyard.refusal.Refusal;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a user does to a study that exists: to all its experiments or to none. Each call throws
 * {@link UnknownStudy} if there is none with this id.
 */
@Component
@Transactional
class StudyInterventions {
  private final StudyReader reader;
  private final StudyRows rows;
  private final ExperimentGroups experiments;

  StudyInterventions(StudyReader reader, StudyRows rows, ExperimentGroups experiments) {
    this.reader = reader;
    this.rows = rows;
    this.experiments = experiments;
  }

  /**
   * Stops what has not ended and keeps what was recorded; a study that was cancelled stays as it
   * is.
   *
   * @throws Refusal CONFLICT if it has ended by itself
   */
  public void cancel(long id) {
    if (experiments.cancel(reader.get(id).experimentIds()) == 0) {
      throw Refusal.conflict(
          "study %d is %s; only one that is QUEUED or RUNNING can be cancelled"
              .formatted(id, reader.view(id).status()));
    }
  }

  /**
   * Lets its cancelled and failed experiments go on from their last checkpoints.
   *
   * @throws Refusal CONFLICT if it has none
   */
  public void resume(long id) {
    List<Long> ids = reader.get(id).experimentIds();
    if (experiments.resume(ids) == 0) {
      throw Refusal.conflict(
          "study %d is %s, and none of its experiments was cancelled or has failed, so there is nothing to resume"
              .formatted(id, reader.view(id).status()));
    }
  }

  /** Deletes it with its experiments and all that they recorded. */
  public void delete(long id) {
    List<Long> ids = reader.get(id).experimentIds();
    rows.delete(id);
    experiments.delete(ids);
  }
}
