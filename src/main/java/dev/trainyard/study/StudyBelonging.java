package dev.trainyard.study;

import dev.trainyard.experiment.DeletionVeto;
import dev.trainyard.refusal.Refusal;
import org.springframework.stereotype.Component;

/** Keeps a study whole: its experiments are deleted with it, not one by one. */
@Component
class StudyBelonging implements DeletionVeto {
  private final StudyRows rows;

  StudyBelonging(StudyRows rows) {
    this.rows = rows;
  }

  @Override
  public void check(long experimentId) {
    rows.ofExperiment(experimentId)
        .ifPresent(
            study -> {
              throw Refusal.conflict(
                  "experiment %d belongs to study %d; delete the study, DELETE /studies/%2$d, and its experiments go with it"
                      .formatted(experimentId, study));
            });
  }
}
