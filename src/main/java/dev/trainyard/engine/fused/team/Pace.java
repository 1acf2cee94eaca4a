package dev.trainyard.engine.fused.team;

import java.util.function.IntSupplier;

/**
 * How many threads are fastest now, found out by working. Threads that meet after every mini-batch
 * are slower than one alone where another process keeps a core busy: whoever waits for a thread
 * that has lost its core loses more than that thread's share.
 *
 * <p>Laps of equal work are timed. When they become slower than they were, fewer threads are tried
 * for a moment; where fewer are at work than could be, more are tried now and then. What does not
 * pay is tried half as often the next time. The number never changes a result.
 */
final class Pace implements IntSupplier {
  /** Nanoseconds of a measurement: many times the slice of a core that a scheduler gives. */
  private static final long WINDOW = 20_000_000;

  private static final int LEAST_LAPS = 4;

  /** Of the usual time of a lap: what is slower gives reason to try something else. */
  private static final double SLOWER = 1.15;

  /** Of the time of a lap: what is not faster is not worth a change. */
  private static final double FASTER = 0.95;

  /** The usual time grows by this in every window, so that what was once possible is forgotten. */
  private static final double FORGETTING = 1.002;

  /** Windows between two tries. */
  private static final int SHORTEST_REST = 6;

  private static final int LONGEST_REST = 96;

  private final IntSupplier share;
  private int most;
  private int chosen;

  /** Equal to {@link #chosen} unless another number is being tried. */
  private int tried;

  private long nanos;
  private int laps;
  private double latest;
  private double usual;
  private int windows;
  private int rest = SHORTEST_REST;
  private boolean hasTriedMore;

  /**
   * @param share how many threads there may be
   */
  Pace(IntSupplier share) {
    this.share = share;
  }

  /** How many threads are to work now. */
  @Override
  public int getAsInt() {
    int now = share.getAsInt();
    if (now != most) {
      most = now;
      rest = SHORTEST_REST;
      nanos = 0;
      laps = 0;
      choose(now, Double.POSITIVE_INFINITY);
    }
    return tried;
  }

  /** A lap is done, as much work as the others. */
  void lap(long took) {
    if (most < 2) {
      return;
    }
    nanos += took;
    laps++;
    if (nanos < WINDOW || laps < LEAST_LAPS) {
      return;
    }
    double mean = (double) nanos / laps;
    if (tried == chosen) {
      consider(mean);
    } else {
      compare(mean);
    }
    nanos = 0;
    laps = 0;
  }

  private void consider(double mean) {
    latest = mean;
    windows++;
    boolean slower = mean > SLOWER * usual;
    usual = Math.min(mean, usual * FORGETTING);
    if (windows < rest) {
      return;
    }
    boolean fewer = slower && chosen > 1 && (chosen == most || hasTriedMore);
    if (fewer) {
      tried = chosen - 1;
    } else if (chosen < most) {
      tried = chosen + 1;
    }
    hasTriedMore = !fewer;
  }

  private void compare(double mean) {
    if (mean < FASTER * latest) {
      rest = SHORTEST_REST;
      choose(tried, mean);
    } else {
      rest = Math.min(2 * rest, LONGEST_REST);
      choose(chosen, usual);
    }
  }

  private void choose(int threads, double lap) {
    chosen = threads;
    tried = threads;
    usual = lap;
    windows = 0;
  }
}
