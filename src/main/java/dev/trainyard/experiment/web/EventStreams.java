package dev.trainyard.experiment.web;

import dev.trainyard.database.DatabaseWatch;
import dev.trainyard.experiment.ledger.EventLog;
import dev.trainyard.experiment.ledger.ExperimentReader;
import dev.trainyard.refusal.Refusal;
import dev.trainyard.settings.Limits;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/**
 * Follows experiments while their users watch. The events come out of the database, so it does not
 * matter which process trains.
 */
@Component
class EventStreams implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(10);
  private static final Duration LATELY = Duration.ofSeconds(5);
  private static final Duration RETRY = Duration.ofSeconds(10);

  /** In the place of an experiment's id, which is at least 1. */
  private static final long ALL = 0;

  /** Puts events into the words of one kind of stream. */
  interface Writer {

    /**
     * Writes events.
     *
     * @param events in order, at least one
     * @param latest whether these are the last ones so far
     */
    void write(List<EventLog.Entry> events, boolean latest) throws IOException;

    /** Writes something that means nothing, to notice that nobody listens any more. */
    void signOfLife() throws IOException;
  }

  /**
   * An experiment that is followed.
   *
   * @param followers how many follow it
   */
  private record Followed(EventTail tail, int followers) {}

  private final EventLog events;
  private final ExperimentReader reader;
  private final DatabaseWatch database;
  private final AllEvents all;
  private final int most;
  private final Semaphore free;
  private final Map<Long, Followed> followed = new ConcurrentHashMap<>();
  private volatile boolean running;

  EventStreams(
      EventLog events,
      ExperimentReader reader,
      DatabaseWatch database,
      Limits limits,
      MeterRegistry registry) {
    this.events = events;
    this.reader = reader;
    this.database = database;
    this.all =
        new AllEvents(
            new AllEvents.Stored() {
              @Override
              public List<EventLog.Entry> after(long number, int most) {
                return events.afterInAll(number, most);
              }

              @Override
              public long newest() {
                return events.newest();
              }
            },
            System::nanoTime);
    this.most = limits.eventStreams();
    this.free = new Semaphore(most);
    Gauge.builder("trainyard.event.streams", free, permits -> most - permits.availablePermits())
        .description("Streams of events that are open in this process")
        .register(registry);
  }

  /**
   * Writes the events of an experiment, those that were and those to come, until it ends.
   *
   * @param after the number of the last event that is known already; 0 for none
   * @throws Refusal BUSY if as many are followed as may be
   */
  void follow(long experimentId, long after, ResponseBodyEmitter emitter, Writer writer) {
    Supplier<EventTail> tail = () -> new EventTail(source(experimentId));
    follow(experimentId, tail, after, emitter, writer);
  }

  /**
   * Writes the events of all experiments, and never ends by itself.
   *
   * @param after the number of the last event that is known already; null for none: then it begins
   *     a few seconds ago, so that nothing is lost behind a list that was read just before
   * @throws Refusal BUSY if as many are followed as may be
   */
  void followAll(@Nullable Long after, ResponseBodyEmitter emitter, Writer writer) {
    long lately = events.before(LATELY);
    long known = after == null ? lately : Math.min(after, events.newest());
    Supplier<EventTail> tail = () -> EventTail.behind(lately, all, System::nanoTime);
    follow(ALL, tail, known, emitter, writer);
  }

  private void follow(
      long experimentId,
      Supplier<EventTail> tail,
      long after,
      ResponseBodyEmitter emitter,
      Writer writer) {
    if (!free.tryAcquire()) {
      throw Refusal.busy(
          "%,d event streams are open, which is all that may be%s; end some, or try again later"
              .formatted(most, Limits.origin("event-streams")),
          RETRY);
    }
    Thread.ofVirtual()
        .name("events-of-" + experimentId)
        .start(
            () -> {
              try {
                follow(experimentId, tail, after, writer);
                emitter.complete();
              } catch (IOException | IllegalStateException e) {
                LOG.debug("nobody follows experiment {} any more", experimentId, e);
              } catch (RuntimeException e) {
                emitter.completeWithError(e);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } finally {
                free.release();
              }
            });
  }

  /** Whether an experiment has no events after this one, and will have none. */
  boolean hasEnded(long experimentId, long after) {
    // Asked before the events: what it ends with is then among them.
    return reader.hasEnded(experimentId) && events.after(experimentId, after, 1).isEmpty();
  }

  private void follow(long experimentId, Supplier<EventTail> first, long after, Writer writer)
      throws IOException, InterruptedException {
    EventTail tail = join(experimentId, first);
    try {
      follow(tail, after, writer);
    } finally {
      leave(experimentId);
    }
  }

  private void follow(EventTail tail, long after, Writer writer)
      throws IOException, InterruptedException {
    long seen = after;
    // An answer begins with its first byte: where nothing happens, too, its reader knows at once.
    long lastWrite = System.nanoTime() - SIGN_OF_LIFE.toNanos() - 1;
    EventTail.News news = news(() -> tail.catchUp(after));
    while (running) {
      if (!news.events().isEmpty()) {
        writer.write(news.events(), news.latest());
        seen = news.events().getLast().number();
        lastWrite = System.nanoTime();
      } else if (news.last()) {
        return;
      } else {
        if (System.nanoTime() - lastWrite > SIGN_OF_LIFE.toNanos()) {
          writer.signOfLife();
          lastWrite = System.nanoTime();
        }
        // Events of another process are seen in the database only, and it does not call back.
        Thread.sleep(EventTail.pause(most - free.availablePermits()));
      }
      long known = seen;
      news = news(() -> tail.after(known));
    }
  }

  private EventTail join(long experimentId, Supplier<EventTail> first) {
    return followed
        .compute(
            experimentId,
            (_, known) ->
                known == null
                    ? new Followed(first.get(), 1)
                    : new Followed(known.tail(), known.followers() + 1))
        .tail();
  }

  private EventTail.Source source(long experimentId) {
    return new EventTail.Source() {
      @Override
      public boolean hasEnded() {
        return reader.hasEnded(experimentId);
      }

      @Override
      public List<EventLog.Entry> after(long number, int most) {
        return events.after(experimentId, number, most);
      }
    };
  }

  private void leave(long experimentId) {
    followed.computeIfPresent(
        experimentId,
        (_, known) ->
            known.followers() == 1 ? null : new Followed(known.tail(), known.followers() - 1));
  }

  /** None while the database cannot be used: who follows need not come again. */
  private EventTail.News news(Supplier<EventTail.News> look) {
    try {
      return look.get();
    } catch (RuntimeException e) {
      if (database.isUsable()) {
        throw e;
      }
      return EventTail.News.NONE;
    }
  }

  @Override
  public void start() {
    running = true;
  }

  /** Ends all streams, so that the web server need not wait for them. */
  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
