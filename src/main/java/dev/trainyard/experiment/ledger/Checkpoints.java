package dev.trainyard.experiment.ledger;

import dev.trainyard.database.Checksum;
import dev.trainyard.engine.Checkpoint;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The last checkpoint of every trial, and the parameters of its best epoch. They are megabytes in
 * size, so they stay away from the entity manager and its copies; floats are stored little-endian,
 * each array with its CRC-32C, which is looked at whenever the array is read.
 */
@Component
public class Checkpoints {
  /** So many checkpoints with so many bytes in all. */
  public record Kept(long count, long bytes) {}

  /** What is stored is not what was: its checksum is wrong. */
  static final class Damaged extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Damaged(int epoch, String column) {
      super("the checksum of its %s after epoch %d is wrong".formatted(column, epoch));
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

  private final JdbcClient jdbc;

  Checkpoints(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Replaces the trial's checkpoint, in the caller's transaction. */
  void save(long trialId, Checkpoint checkpoint) {
    byte[] parameters = bytes(checkpoint.parameters());
    byte[] updaterState = bytes(checkpoint.updaterState());
    byte[] unaveraged = bytes(checkpoint.unaveraged());
    List<Object> values =
        List.of(
            checkpoint.epoch(),
            parameters,
            Checksum.of(parameters),
            updaterState,
            Checksum.of(updaterState),
            unaveraged,
            Checksum.of(unaveraged),
            trialId);
    int updated =
        jdbc.sql(
                "update checkpoint set epoch = ?, parameters = ?, parameters_crc = ?, updater_state = ?, updater_state_crc = ?, unaveraged = ?, unaveraged_crc = ?, reduced = false where trial_id = ?")
            .params(values)
            .update();
    if (updated == 0) {
      jdbc.sql(
              "insert into checkpoint (epoch, parameters, parameters_crc, updater_state, updater_state_crc, unaveraged, unaveraged_crc, trial_id) values (?, ?, ?, ?, ?, ?, ?, ?)")
          .params(values)
          .update();
    }
  }

  /**
   * Keeps the parameters of the best epoch, if those are the checkpoint's, before it is replaced,
   * and drops those of any other; in the caller's transaction. The database copies them itself.
   */
  void keepBest(long trialId, int bestEpoch) {
    jdbc.sql("delete from best_model where trial_id = ? and epoch <> ?")
        .params(trialId, bestEpoch)
        .update();
    jdbc.sql(
            """
            insert into best_model (trial_id, epoch, parameters, parameters_crc)
            select trial_id, epoch, parameters, parameters_crc from checkpoint c where trial_id = ? and epoch = ?
              and not exists (select 1 from best_model b where b.trial_id = c.trial_id)
            """)
        .params(trialId, bestEpoch)
        .update();
  }

  /** Drops what only training needs, which is up to three times as large as the model. */
  void reduce(long trialId) {
    jdbc.sql(
            """
            update checkpoint set updater_state = ?, updater_state_crc = null, unaveraged = ?, unaveraged_crc = null, reduced = true
            where trial_id = ? and octet_length(updater_state) + octet_length(unaveraged) > 0
            """)
        .params(new byte[0], new byte[0], trialId)
        .update();
  }

  /** The trials of an experiment of which the model alone is kept. */
  Set<Long> reduced(long experimentId) {
    return jdbc.sql(
            "select c.trial_id from checkpoint c join trial t on t.id = c.trial_id where t.experiment_id = ? and c.reduced = true")
        .param(experimentId)
        .query((row, _) -> row.getLong(1))
        .set();
  }

  /**
   * The checkpoint from which a trial can go on.
   *
   * @return empty before its first epoch, and where what training needs was dropped or anything is
   *     damaged: then only a new training from the beginning leads there
   */
  public Optional<Checkpoint> find(long trialId) {
    try {
      return select("where trial_id = ? and reduced = false", trialId);
    } catch (Damaged damaged) {
      LOG.error(
          "The checkpoint in row {} is damaged: {}. Its trial is trained again from the beginning, to the same bits.",
          trialId,
          damaged.getMessage());
      return Optional.empty();
    }
  }

  /**
   * What a trial has learned so far; what only training needs is empty where it was dropped.
   *
   * @return empty before its first epoch
   * @throws Damaged if its checksum is wrong
   */
  public Optional<Checkpoint> latest(long trialId) {
    return select("where trial_id = ?", trialId);
  }

  /**
   * What a trial had learned after an epoch that was its best so far, without updater state.
   *
   * @return empty where a former version of the service has not kept it
   * @throws Damaged if its checksum is wrong
   */
  public Optional<Checkpoint> best(long trialId, int bestEpoch) {
    return latest(trialId)
        .filter(checkpoint -> checkpoint.epoch() == bestEpoch)
        .or(
            () ->
                jdbc.sql(
                        "select epoch, parameters, parameters_crc from best_model where trial_id = ? and epoch = ?")
                    .params(trialId, bestEpoch)
                    .query(
                        (row, index) ->
                            new Checkpoint(
                                row.getInt("epoch"), floats(row, "parameters"), new float[0]))
                    .optional());
  }

  /** Whether the parameters after an epoch of a trial are kept. */
  boolean isKept(long trialId, int epoch) {
    return jdbc.sql(
            """
            select exists (select 1 from checkpoint where trial_id = ? and epoch = ?)
              or exists (select 1 from best_model where trial_id = ? and epoch = ?)
            """)
        .params(trialId, epoch, trialId, epoch)
        .query(Boolean.class)
        .single();
  }

  /** What is kept of the trials that are completed, or of all others. */
  public Kept kept(boolean completed) {
    return jdbc.sql(
            """
            select count(*) as count, coalesce(sum(octet_length(c.parameters) + octet_length(c.updater_state) + octet_length(c.unaveraged)
                + coalesce(octet_length(b.parameters), 0)), 0) as bytes
            from checkpoint c join trial t on t.id = c.trial_id left join best_model b on b.trial_id = t.id
            where (t.status = 'COMPLETED') = ?
            """)
        .param(completed)
        .query(Kept.class)
        .single();
  }

  private Optional<Checkpoint> select(String condition, long trialId) {
    return jdbc.sql(
            "select epoch, parameters, parameters_crc, updater_state, updater_state_crc, unaveraged, unaveraged_crc from checkpoint "
                + condition)
        .param(trialId)
        .query(Checkpoints::read)
        .optional();
  }

  private static Checkpoint read(ResultSet row, int index) throws SQLException {
    return new Checkpoint(
        row.getInt("epoch"),
        floats(row, "parameters"),
        floats(row, "updater_state"),
        floats(row, "unaveraged"));
  }

  private static byte[] bytes(float[] floats) {
    ByteBuffer buffer = ByteBuffer.allocate(4 * floats.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(floats);
    return buffer.array();
  }

  private static float[] floats(ResultSet row, String column) throws SQLException {
    byte[] bytes = row.getBytes(column);
    if (!Checksum.holds(row, column)) {
      throw new Damaged(row.getInt("epoch"), column);
    }
    float[] floats = new float[bytes.length / 4];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
    return floats;
  }
}
