package dev.trainyard.experiment.web;

import dev.trainyard.experiment.ledger.EventLog;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The events of all experiments in the order of their numbers, each once. A number is drawn before
 * the transaction ends that its event belongs to, so a higher one may be seen first. Whatever lies
 * behind a missing number waits until that is there, or for {@link #PATIENCE}: then it was rolled
 * back or deleted, and will never come.
 */
final class AllEvents implements EventTail.Source {
  /** Far longer than a transaction that records an event takes. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  /** What can be asked about the events that are stored. */
  interface Stored {
    /** Those behind a number, in order, at most so many. */
    List<EventLog.Entry> after(long number, int most);

    /** The highest number of all. */
    long newest();
  }

  /**
   * The highest number at a time: all that are missing below it are missing since then.
   *
   * @param time in nanoseconds
   */
  private record Sight(long newest, long time) {}

  private final Stored stored;
  private final LongSupplier nanoTime;
  private final Deque<Sight> sights = new ArrayDeque<>();
  private long settled;

  AllEvents(Stored stored, LongSupplier nanoTime) {
    this.stored = stored;
    this.nanoTime = nanoTime;
  }

  /** There may always be another experiment. */
  @Override
  public boolean hasEnded() {
    return false;
  }

  @Override
  public List<EventLog.Entry> after(long number, int most) {
    long last = settle(stored.newest());
    // Read after that: what is missing in it up to there will never come.
    List<EventLog.Entry> events = stored.after(number, most);
    long expected = number + 1;
    for (int i = 0; i < events.size(); i++) {
      long found = events.get(i).number();
      if (found > expected && found - 1 > last) {
        return List.copyOf(events.subList(0, i));
      }
      expected = found + 1;
    }
    return events;
  }

  /** The number up to which nothing comes any more that is not there now. */
  private synchronized long settle(long newest) {
    long now = nanoTime.getAsLong();
    while (!sights.isEmpty() && now - sights.getFirst().time() > PATIENCE.toNanos()) {
      settled = Math.max(settled, sights.removeFirst().newest());
    }
    if (newest > settled && (sights.isEmpty() || newest > sights.getLast().newest())) {
      sights.addLast(new Sight(newest, now));
    }
    return settled;
  }
}
