package dev.trainyard.experiment.web;

import dev.trainyard.experiment.ledger.EventLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The newest events of one experiment, or of all of them, for all who follow it: however many they
 * are, the database is asked at most once per {@link #PAUSE}, by whoever comes first.
 */
final class EventTail {
  static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration FOR_EACH = Duration.ofMillis(8);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  private static final int AT_ONCE = 500;
  private static final int KEPT = 200;

  /** Where the events come from. */
  interface Source {

    /** Whether none will come any more. */
    boolean hasEnded();

    /** Those behind the one with this number, in order, at most so many. */
    List<EventLog.Entry> after(long number, int most);
  }

  /**
   * What there is that was not known.
   *
   * @param latest whether these are the last ones so far
   * @param last whether nothing will come after them
   */
  record News(List<EventLog.Entry> events, boolean latest, boolean last) {
    static final News NONE = new News(List.of(), true, false);
  }

  /**
   * A look into the database.
   *
   * @param before the number of the event before those that are kept
   * @param events behind it, in order
   * @param ended whether these are the last ones
   */
  private record Look(long before, List<EventLog.Entry> events, boolean ended, long time) {
    long newest() {
      return events.isEmpty() ? before : events.getLast().number();
    }

    boolean isStale(long now) {
      return now - time > PAUSE.toNanos();
    }
  }

  private final Source source;
  private final LongSupplier nanoTime;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile @Nullable Look look;

  EventTail(Source source) {
    this(source, System::nanoTime);
  }

  /** One that takes the time from a clock of its own. */
  EventTail(Source source, LongSupplier nanoTime) {
    this.source = source;
    this.nanoTime = nanoTime;
  }

  /**
   * One of events that nobody has followed yet.
   *
   * @param number of one that there was: what lies behind it is kept
   */
  static EventTail behind(long number, Source source, LongSupplier nanoTime) {
    EventTail tail = new EventTail(source, nanoTime);
    tail.look = new Look(number, List.of(), false, nanoTime.getAsLong() - 2 * PAUSE.toNanos());
    return tail;
  }

  /**
   * How long a stream waits between two looks. The more are open, the more events go into one
   * write: many who watch must not slow a training.
   *
   * @param streams that are open, this one included
   */
  static Duration pause(int streams) {
    Duration pause = PAUSE.plus(FOR_EACH.multipliedBy(streams));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  /** What happened behind an event, as of about {@link #PAUSE} ago. */
  News after(long number) {
    Look newest = newest();
    if (newest == null || number < newest.before()) {
      return catchUp(number);
    }
    List<EventLog.Entry> unknown =
        newest.events().stream().filter(event -> event.number() > number).toList();
    return new News(unknown, true, newest.ended());
  }

  private @Nullable Look newest() {
    Look newest = look;
    if (newest == null || !newest.isStale(nanoTime.getAsLong()) || !looking.tryLock()) {
      return newest;
    }
    try {
      return lookAgain(newest);
    } finally {
      looking.unlock();
    }
  }

  /** What happened behind an event until now, for who comes new or lags behind what is kept. */
  News catchUp(long number) {
    // Asked before the events: what it ends with is then among them.
    boolean ended = source.hasEnded();
    List<EventLog.Entry> events = source.after(number, AT_ONCE);
    boolean latest = events.size() < AT_ONCE;
    if (latest && look == null && (number == 0 || !events.isEmpty())) {
      long newest = events.isEmpty() ? 0 : events.getLast().number();
      look = new Look(newest, List.of(), ended, nanoTime.getAsLong());
    }
    return new News(events, latest, latest && ended);
  }

  private Look lookAgain(Look before) {
    long time = nanoTime.getAsLong();
    // Where the database fails, too, it is not asked again at once.
    look = new Look(before.before(), before.events(), before.ended(), time);
    boolean ended = source.hasEnded();
    List<EventLog.Entry> more = source.after(before.newest(), AT_ONCE);
    List<EventLog.Entry> events = new ArrayList<>(before.events());
    events.addAll(more);
    int gone = Math.max(0, events.size() - Math.max(KEPT, more.size()));
    long last = gone == 0 ? before.before() : events.get(gone - 1).number();
    Look newest =
        new Look(
            last,
            List.copyOf(events.subList(gone, events.size())),
            ended && more.size() < AT_ONCE,
            time);
    look = newest;
    return newest;
  }
}
