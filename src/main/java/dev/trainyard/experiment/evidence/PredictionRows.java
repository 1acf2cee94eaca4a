package dev.trainyard.experiment.evidence;

import dev.trainyard.engine.Predictions;
import dev.trainyard.experiment.ScoredImages;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The predictions that are kept. They go when their trial goes. */
@Component
public class PredictionRows {
  /** So many lots of predictions with so many bytes in all. */
  public record Kept(long count, long bytes) {}

  private final JdbcClient jdbc;

  PredictionRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Keeps what is not yet kept. */
  void keep(long trialId, ScoredImages images, Predictions predictions) {
    if (find(trialId, images, predictions.epoch()).isEmpty()) {
      jdbc.sql(
              "insert into prediction (trial_id, images, epoch, image_count, packed) values (?, ?, ?, ?, ?)")
          .params(
              trialId,
              images.name(),
              predictions.epoch(),
              predictions.count(),
              predictions.packed())
          .update();
    }
  }

  /** What is kept of a trial's network after an epoch. */
  Optional<Predictions> find(long trialId, ScoredImages images, int epoch) {
    return jdbc.sql(
            "select image_count, packed from prediction where trial_id = ? and images = ? and epoch = ?")
        .params(trialId, images.name(), epoch)
        .query(
            (row, _) ->
                Predictions.unpacked(epoch, row.getInt("image_count"), row.getBytes("packed")))
        .optional();
  }

  /** Keeps these and no others of a trial, in the caller's transaction. */
  public void replace(long trialId, List<ScoredPredictions> said) {
    jdbc.sql("delete from prediction where trial_id = ?").param(trialId).update();
    said.forEach(some -> keep(trialId, some.images(), some.predictions()));
  }

  /** Which test images the trials of an experiment get right, by number and epoch. */
  Map<Integer, Map<Integer, BitSet>> rightTestImages(long experimentId) {
    Map<Integer, Map<Integer, BitSet>> found = new HashMap<>();
    jdbc.sql(
            """
            select t.number, p.epoch, p.image_count, p.packed from prediction p join trial t on t.id = p.trial_id
            where t.experiment_id = ? and t.status = 'COMPLETED' and p.images = ?
            """)
        .params(experimentId, ScoredImages.TEST.name())
        .query(
            row -> {
              int epoch = row.getInt("epoch");
              Predictions predictions =
                  Predictions.unpacked(epoch, row.getInt("image_count"), row.getBytes("packed"));
              found
                  .computeIfAbsent(row.getInt("number"), _ -> new HashMap<>())
                  .put(epoch, predictions.right());
            });
    return found;
  }

  /** What is kept of all trials. */
  public Kept kept() {
    return jdbc.sql(
            "select count(*) as count, coalesce(sum(octet_length(packed)), 0) as bytes from prediction")
        .query(Kept.class)
        .single();
  }
}
