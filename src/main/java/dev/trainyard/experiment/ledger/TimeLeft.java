package dev.trainyard.experiment.ledger;

import dev.trainyard.outcome.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Foretells from the latest epochs when trials will be finished. */
final class TimeLeft {
  private TimeLeft() {}

  /**
   * Seconds to the end of all trials, when those that wait take the places of those that end.
   *
   * @param trials in the order in which they are queued
   * @param later epochs that will be queued when others have ended
   * @param measured empty before anything was measured
   * @return null before anything was measured, or when nothing runs
   */
  static @Nullable Double seconds(
      List<Trial> trials, long later, Optional<Pace> measured, Instant now) {
    List<Trial> running =
        trials.stream().filter(trial -> trial.status() == Status.RUNNING).toList();
    if (running.isEmpty() || measured.isEmpty()) {
      return null;
    }
    Pace pace = measured.get();
    PriorityQueue<Double> places = new PriorityQueue<>();
    for (Trial trial : running) {
      places.add(left(trial, pace, now));
    }
    for (Trial trial : trials) {
      if (trial.status() == Status.QUEUED) {
        places.add(places.remove() + pace.secondsPerEpoch(trial) * pace.epochsLeft(trial));
      }
    }
    return Collections.max(places)
        + later * pace.secondsPerEpoch(running.getFirst()) / running.size();
  }

  /** Not below 0, where only the test images are left or an epoch takes longer than the others. */
  private static double left(Trial trial, Pace pace, Instant now) {
    double epochSeconds = pace.secondsPerEpoch(trial);
    double whole = epochSeconds * pace.epochsLeft(trial);
    Instant since = trial.lastEpochAt() == null ? trial.startedAt() : trial.lastEpochAt();
    double elapsed = since == null ? 0 : Duration.between(since, now).toMillis() / 1000.0;
    return Math.max(0, whole - Math.clamp(elapsed, 0, epochSeconds));
  }
}
