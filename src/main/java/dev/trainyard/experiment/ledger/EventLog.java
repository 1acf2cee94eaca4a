package dev.trainyard.experiment.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.trainyard.outcome.Status;
import dev.trainyard.training.EpochMetrics;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes down what happens to experiments, in the order in which it happens. */
@Component
public class EventLog {

  /** What happened. */
  public enum Type {
    /** The experiment's status changed. */
    EXPERIMENT,
    /** A trial's status changed. */
    TRIAL,
    /** A trial has finished an epoch. */
    EPOCH
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
   * @param number from 1 within its experiment
   * @param data a JSON object
   */
  public record Entry(long number, Type type, String data) {}

  private final EventRows events;
  private final TrialRows trials;
  private final AttemptRows attempts;
  private final JsonMapper json;
  private final Clock clock;

  EventLog(EventRows events, TrialRows trials, AttemptRows attempts, JsonMapper json, Clock clock) {
    this.events = events;
    this.trials = trials;
    this.attempts = attempts;
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

  private void add(Experiment experiment, Type type, Object data) {
    Event.Key key = new Event.Key(experiment.id(), experiment.nextEvent());
    events.save(new Event(key, type, clock.instant(), json.writeValueAsString(data)));
  }
}
