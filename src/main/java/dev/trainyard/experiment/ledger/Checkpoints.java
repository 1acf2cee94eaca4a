package dev.trainyard.experiment.ledger;

import dev.trainyard.engine.Checkpoint;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The last checkpoint of every trial, and the parameters of its best epoch. They are megabytes in
 * size, so they stay away from the entity manager and its copies; floats are stored little-endian.
 */
@Component
public class Checkpoints {
  /** So many checkpoints with so many bytes in all. */
  public record Kept(long count, long bytes) {}

  private final JdbcClient jdbc;

  Checkpoints(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Replaces the trial's checkpoint, in the caller's transaction. */
  void save(long trialId, Checkpoint checkpoint) {
    byte[] parameters = bytes(checkpoint.parameters());
    byte[] updaterState = bytes(checkpoint.updaterState());
    int updated =
        jdbc.sql(
                "update checkpoint set epoch = ?, parameters = ?, updater_state = ?, reduced = false where trial_id = ?")
            .params(checkpoint.epoch(), parameters, updaterState, trialId)
            .update();
    if (updated == 0) {
      jdbc.sql(
              "insert into checkpoint (epoch, parameters, updater_state, trial_id) values (?, ?, ?, ?)")
          .params(checkpoint.epoch(), parameters, updaterState, trialId)
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
            insert into best_model (trial_id, epoch, parameters)
            select trial_id, epoch, parameters from checkpoint c where trial_id = ? and epoch = ?
              and not exists (select 1 from best_model b where b.trial_id = c.trial_id)
            """)
        .params(trialId, bestEpoch)
        .update();
  }

  /** Drops the updater's state, which is up to twice as large as the model. */
  void reduce(long trialId) {
    jdbc.sql(
            "update checkpoint set updater_state = ?, reduced = true where trial_id = ? and octet_length(updater_state) > 0")
        .params(new byte[0], trialId)
        .update();
  }

  /**
   * The checkpoint from which a trial can go on.
   *
   * @return empty before its first epoch, and where the updater's state was dropped: then only a
   *     new training from the beginning leads there
   */
  public Optional<Checkpoint> find(long trialId) {
    return select("where trial_id = ? and reduced = false", trialId);
  }

  /**
   * What a trial has learned so far; the updater's state is empty where it was dropped.
   *
   * @return empty before its first epoch
   */
  public Optional<Checkpoint> latest(long trialId) {
    return select("where trial_id = ?", trialId);
  }

  /**
   * What a trial had learned after an epoch that was its best so far, without updater state.
   *
   * @return empty where a former version of the service has not kept it
   */
  public Optional<Checkpoint> best(long trialId, int bestEpoch) {
    return latest(trialId)
        .filter(checkpoint -> checkpoint.epoch() == bestEpoch)
        .or(
            () ->
                jdbc.sql(
                        "select epoch, parameters from best_model where trial_id = ? and epoch = ?")
                    .params(trialId, bestEpoch)
                    .query(
                        (row, index) ->
                            new Checkpoint(
                                row.getInt("epoch"),
                                floats(row.getBytes("parameters")),
                                new float[0]))
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
            select count(*) as count, coalesce(sum(octet_length(c.parameters) + octet_length(c.updater_state)
                + coalesce(octet_length(b.parameters), 0)), 0) as bytes
            from checkpoint c join trial t on t.id = c.trial_id left join best_model b on b.trial_id = t.id
            where (t.status = 'COMPLETED') = ?
            """)
        .param(completed)
        .query(Kept.class)
        .single();
  }

  private Optional<Checkpoint> select(String condition, long trialId) {
    return jdbc.sql("select epoch, parameters, updater_state from checkpoint " + condition)
        .param(trialId)
        .query(Checkpoints::read)
        .optional();
  }

  private static Checkpoint read(ResultSet row, int index) throws SQLException {
    return new Checkpoint(
        row.getInt("epoch"),
        floats(row.getBytes("parameters")),
        floats(row.getBytes("updater_state")));
  }

  private static byte[] bytes(float[] floats) {
    ByteBuffer buffer = ByteBuffer.allocate(4 * floats.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(floats);
    return buffer.array();
  }

  private static float[] floats(byte[] bytes) {
    float[] floats = new float[bytes.length / 4];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
    return floats;
  }
}
