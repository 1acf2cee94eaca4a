package dev.trainyard.scoring;

import dev.trainyard.scoring.Robustness.ShiftScore;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The stored scores on shifted images: each takes many forward passes, and never changes. */
@Component
public class ShiftScores {
  private final JdbcClient jdbc;

  ShiftScores(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What was scored of a trial's model after this epoch; empty if nothing was. */
  List<ShiftScore> find(long trialId, int epoch) {
    return jdbc.sql(
            """
            select pixels, accuracy, lowest from shift_score
            where trial_id = ? and epoch = ? order by pixels
            """)
        .params(trialId, epoch)
        .query(
            (row, number) ->
                new ShiftScore(
                    row.getInt("pixels"), row.getDouble("accuracy"), row.getDouble("lowest")))
        .list();
  }

  /** Stores the scores in the place of earlier ones; nothing happens if the trial is deleted. */
  @Transactional
  public void replace(long trialId, int epoch, List<ShiftScore> scores) {
    // Another process may have scored the same: one after the other.
    jdbc.sql("select id from trial where id = ? for update")
        .param(trialId)
        .query(Long.class)
        .optional();
    jdbc.sql("delete from shift_score where trial_id = ?").param(trialId).update();
    for (ShiftScore score : scores) {
      jdbc.sql(
              """
              insert into shift_score (trial_id, epoch, pixels, accuracy, lowest)
              select id, ?, ?, ?, ? from trial where id = ?
              """)
          .params(epoch, score.pixels(), score.accuracy(), score.lowest(), trialId)
          .update();
    }
  }
}
