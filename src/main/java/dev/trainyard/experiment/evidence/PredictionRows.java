package dev.trainyard.experiment.evidence;

import dev.trainyard.database.Checksum;
import dev.trainyard.engine.Predictions;
import dev.trainyard.experiment.ScoredImages;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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

  /** Keeps what is not yet kept, in place of what is damaged. */
  void keep(long trialId, ScoredImages images, Predictions predictions) {
    if (find(trialId, images, predictions.epoch()).isEmpty()) {
      byte[] packed = predictions.packed();
      jdbc.sql("delete from prediction where trial_id = ? and images = ? and epoch = ?")
          .params(trialId, images.name(), predictions.epoch())
          .update();
      jdbc.sql(
              "insert into prediction (trial_id, images, epoch, image_count, packed, packed_crc) values (?, ?, ?, ?, ?, ?)")
          .params(
              trialId,
              images.name(),
              predictions.epoch(),
              predictions.count(),
              packed,
              Checksum.of(packed))
          .update();
    }
  }

  /** What is kept of a trial's network after an epoch; empty where that is damaged, too. */
  Optional<Predictions> find(long trialId, ScoredImages images, int epoch) {
    return jdbc.sql(
            "select image_count, packed, packed_crc from prediction where trial_id = ? and images = ? and epoch = ?")
        .params(trialId, images.name(), epoch)
        .query((row, _) -> sound(row, epoch))
        .optional()
        .flatMap(Function.identity());
  }

  private static Optional<Predictions> sound(ResultSet row, int epoch) throws SQLException {
    return Checksum.holds(row, "packed")
        ? Optional.of(
            Predictions.unpacked(epoch, row.getInt("image_count"), row.getBytes("packed")))
        : Optional.empty();
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
            select t.number, p.epoch, p.image_count, p.packed, p.packed_crc from prediction p join trial t on t.id = p.trial_id
            where t.experiment_id = ? and t.status = 'COMPLETED' and p.images = ?
            """)
        .params(experimentId, ScoredImages.TEST.name())
        .query(
            row -> {
              int epoch = row.getInt("epoch");
              int trial = row.getInt("number");
              sound(row, epoch)
                  .ifPresent(
                      predictions ->
                          found
                              .computeIfAbsent(trial, _ -> new HashMap<>())
                              .put(epoch, predictions.right()));
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
