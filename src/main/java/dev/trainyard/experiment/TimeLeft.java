package dev.trainyard.experiment;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Foretells from the latest epochs when an experiment will be finished. */
final class TimeLeft {
  private TimeLeft() {}

  /**
   * Seconds to the end of all trials, when those that wait take the places of those that end.
   *
   * @param epochSeconds durations of the latest epochs by trial id
   * @return null before anything was measured, or when nothing runs
   */
  static @Nullable Double seconds(
      List<Trial> trials, Map<Long, List<Double>> epochSeconds, Instant now) {
    List<Trial> running =
        trials.stream().filter(trial -> trial.status() == Status.RUNNING).toList();
    double[] measured =
        epochSeconds.values().stream().mapToDouble(TimeLeft::median).sorted().toArray();
    if (running.isEmpty() || measured.length == 0) {
      return null;
    }
    double usual = measured[(measured.length - 1) / 2];
    PriorityQueue<Double> places = new PriorityQueue<>();
    for (Trial trial : running) {
      List<Double> own = epochSeconds.getOrDefault(trial.id(), List.of());
      places.add(left(trial, own.isEmpty() ? usual : median(own), now));
    }
    for (Trial trial : trials) {
      if (trial.status() == Status.QUEUED) {
        places.add(places.remove() + usual * (trial.epochsTotal() - trial.epochsCompleted()));
      }
    }
    return Collections.max(places);
  }

  private static double left(Trial trial, double epochSeconds, Instant now) {
    double whole = epochSeconds * (trial.epochsTotal() - trial.epochsCompleted());
    Instant since = trial.lastEpochAt() == null ? trial.startedAt() : trial.lastEpochAt();
    double elapsed = since == null ? 0 : Duration.between(since, now).toMillis() / 1000.0;
    return whole - Math.clamp(elapsed, 0, epochSeconds);
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
  }
}
