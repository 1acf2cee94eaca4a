package dev.trainyard.experiment.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.trainyard.outcome.Status;
import dev.trainyard.training.EpochMetrics;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes down what happens to experiments, in the order in which it happens. */
@Component
public class EventLog {

  private static final Duration DELETIONS_KEPT = Duration.ofDays(1);
  private static final int MOST_LATELY = 1000;

  /** What happened. */
  public enum Type {
    /** The experiment's status changed. */
    EXPERIMENT,
    /** A trial's status changed. */
    TRIAL,
    /** A trial has finished an epoch. */
    EPOCH,
    /** The experiment was deleted; only among the events of all. */
    DELETION
  }

  /** An experiment's status has changed. */
  record ExperimentChange(Status status) {}

  /** A trial's status has changed. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record TrialChange(int trial, Status status, @Nullable String reason) {}

  /** A trial has finished an epoch. */
  record EpochEnd(int trial, @JsonUnwrapped EpochMetrics metrics) {}

  /**
   * Something that happened.
   *
   * @param number from 1 within its experiment; or among the events of all, where some are missing
   * @param data a JSON object
   */
  public record Entry(long number, Type type, String data) {}

  private final EventRows events;
  private final TrialRows trials;
  private final AttemptRows attempts;
  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final Clock clock;

  EventLog(
      EventRows events,
      TrialRows trials,
      AttemptRows attempts,
      JdbcClient jdbc,
      JsonMapper json,
      Clock clock) {
    this.events = events;
    this.trials = trials;
    this.attempts = attempts;
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  /** A new experiment was queued. */
  void queued(Experiment experiment) {
    add(experiment, Type.EXPERIMENT, new ExperimentChange(experiment.status()));
  }

  /**
   * The status of trials of a locked experiment has changed, and perhaps its own with it. An
   * attempt ends when its trial no longer runs; that of a dead process when its death is noticed.
   */
  void changed(Experiment experiment, Collection<Trial> changed) {
    List<Long> stopped =
        changed.stream().filter(trial -> trial.status() != Status.RUNNING).map(Trial::id).toList();
    attempts.end(stopped, clock.instant());
    for (Trial trial : changed) {
      add(experiment, Type.TRIAL, new TrialChange(trial.number(), trial.status(), trial.reason()));
    }
    Status before = experiment.status();
    experiment.follow(trials.statuses(experiment.id()), clock.instant());
    if (experiment.status() != before) {
      add(experiment, Type.EXPERIMENT, new ExperimentChange(experiment.status()));
    }
  }

  /** A trial of a locked experiment has finished an epoch. */
  void epoch(Experiment experiment, Trial trial, EpochMetrics metrics) {
    add(experiment, Type.EPOCH, new EpochEnd(trial.number(), metrics));
  }

  /** What happened to an experiment behind one of its events, in order. */
  public List<Entry> after(long experimentId, long number, int most) {
    return events.after(experimentId, number, Limit.of(most)).stream()
        .map(event -> new Entry(event.number(), event.type(), event.data()))
        .toList();
  }

  /** Experiments are deleted, and their events with them. */
  void deleted(List<Long> experiments) {
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    jdbc.sql("delete from deletion where at < ?").param(now.minus(DELETIONS_KEPT)).update();
    for (long id : experiments) {
      jdbc.sql("insert into deletion (experiment_id, at) values (?, ?)").params(id, now).update();
    }
  }

  /**
   * What happened to all experiments behind a number, in order, with the experiment's id in the
   * data. What another transaction is about to record may be missing, although its number is lower.
   */
  public List<Entry> afterInAll(long number, int most) {
    return jdbc.sql(
            """
            (select global_number, experiment_id, type, data from event
             where global_number > :after order by global_number limit :most)
            union all
            (select global_number, experiment_id, 'DELETION', '{}' from deletion
             where global_number > :after order by global_number limit :most)
            order by global_number limit :most
            """)
        .param("after", number)
        .param("most", most)
        .query(
            (row, _) ->
                new Entry(
                    row.getLong(1),
                    Type.valueOf(row.getString(3)),
                    ofExperiment(row.getLong(2), row.getString(4))))
        .list();
  }

  private static String ofExperiment(long id, String data) {
    String rest = data.equals("{}") ? "}" : "," + data.substring(1);
    return "{\"experimentId\":" + id + rest;
  }

  /** The highest number among the events of all experiments; 0 before the first. */
  public long newest() {
    return jdbc.sql(
            """
            select greatest(
              coalesce((select max(global_number) from event), 0),
              coalesce((select max(global_number) from deletion), 0))
            """)
        .query(Long.class)
        .single();
  }

  /**
   * The number among the events of all experiments behind which lies what has happened lately.
   *
   * @param lately how long ago at most, as far as clocks agree; of very many events the latest
   */
  public long before(Duration lately) {
    long newest = newest();
    OffsetDateTime since = clock.instant().minus(lately).atOffset(ZoneOffset.UTC);
    return jdbc.sql(
            """
            select coalesce(max(global_number), :least) from (
              select global_number, at from event where global_number > :least
              union all
              select global_number, at from deletion where global_number > :least) latest
            where at <= :since
            """)
        .param("least", Math.max(0, newest - MOST_LATELY))
        .param("since", since)
        .query(Long.class)
        .single();
  }

  private void add(Experiment experiment, Type type, Object data) {
    Event.Key key = new Event.Key(experiment.id(), experiment.nextEvent());
    events.save(new Event(key, type, clock.instant(), json.writeValueAsString(data)));
  }
}
