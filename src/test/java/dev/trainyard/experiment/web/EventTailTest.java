package dev.trainyard.experiment.web;

import static dev.trainyard.experiment.web.EventTail.PAUSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trainyard.experiment.ledger.EventLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class EventTailTest {
  private final Events events = new Events();
  private final AtomicLong time = new AtomicLong();
  private final EventTail tail = new EventTail(events, time::get);

  @Test
  void givesEachOfManyFollowersEveryEventOnceAndInOrder() throws Exception {
    events.happen(1_300);
    List<Future<List<Long>>> followers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        long known = i % 3 * 500L;
        followers.add(threads.submit(() -> follow(known)));
      }
      for (int i = 0; i < 40; i++) {
        events.happen(40);
        pass(PAUSE);
        int looks = events.looks.get();
        // Nobody else moves the clock: somebody looks again, and the next step may come.
        await().until(() -> events.looks.get() > looks);
      }
      events.ended = true;
      // One look brings 500 events at most, and they may all be so far behind that it takes
      // several.
      await()
          .until(
              () -> {
                pass(PAUSE);
                return followers.stream().allMatch(Future::isDone);
              });
    }
    for (int i = 0; i < followers.size(); i++) {
      assertThat(followers.get(i).get())
          .isEqualTo(LongStream.rangeClosed(i % 3 * 500L + 1, 2_900).boxed().toList());
    }
    // Each catches up by itself, in at most seven looks; after that they look together.
    assertThat(events.looks.get()).isLessThan(200 * 7 + 60);
  }

  @Test
  void looksOnceForAllWhoAskWithinAPause() {
    events.happen(3);
    assertThat(tail.catchUp(0).events()).hasSize(3);
    int before = events.looks.get();
    for (int i = 0; i < 1_000; i++) {
      assertThat(tail.after(3).events()).isEmpty();
    }
    assertThat(events.looks.get()).isEqualTo(before);
  }

  @Test
  void givesWhoLagsBehindWhatIsKeptAllOfIt() {
    tail.catchUp(0);
    for (int i = 0; i < 6; i++) {
      events.happen(40);
      pass(PAUSE);
      // The last of these looks lets go what the one who lags has not seen yet.
      assertThat(tail.after(i == 5 ? 0 : 40L * i).events()).hasSize(i == 5 ? 240 : 40);
    }
  }

  @Test
  void keepsFromTheBeginningWhatLiesBehindAnEventThatThereWas() {
    events.happen(300);
    EventTail behind = EventTail.behind(200, events, time::get);
    assertThat(behind.after(250).events()).hasSize(50);
    int before = events.looks.get();
    assertThat(behind.after(200).events()).hasSize(100);
    assertThat(events.looks.get()).isEqualTo(before);
    assertThat(behind.after(10).events()).hasSize(290);
  }

  @Test
  void isNotMisledByTheNumberOfAnEventThatNeverWas() {
    events.happen(3);
    assertThat(tail.catchUp(5_000).events()).isEmpty();
    assertThat(tail.after(0).events()).hasSize(3);
    int before = events.looks.get();
    assertThat(tail.after(3).events()).isEmpty();
    assertThat(events.looks.get()).isEqualTo(before);
  }

  @Test
  void endsWithTheLastEventAndNotBefore() {
    events.happen(600);
    events.ended = true;
    EventTail.News first = tail.catchUp(0);
    assertThat(first.events()).hasSize(500);
    assertThat(first.last()).isFalse();
    EventTail.News second = tail.after(500);
    assertThat(second.events()).hasSize(100);
    assertThat(second.last()).isTrue();
  }

  @Test
  void looksLessOftenTheMoreFollow() {
    assertThat(EventTail.pause(1)).isEqualTo(Duration.ofMillis(208));
    assertThat(EventTail.pause(50)).isEqualTo(Duration.ofMillis(600));
    assertThat(EventTail.pause(500)).isEqualTo(Duration.ofSeconds(1));
  }

  private void pass(Duration pause) {
    time.addAndGet(pause.toNanos() + 1);
  }

  @SuppressWarnings("ThreadPriorityCheck")
  private List<Long> follow(long known) {
    List<Long> seen = new ArrayList<>();
    EventTail.News news = tail.catchUp(known);
    while (!news.events().isEmpty() || !news.last()) {
      news.events().forEach(event -> seen.add(event.number()));
      if (news.events().isEmpty()) {
        Thread.yield();
      }
      news = tail.after(seen.isEmpty() ? known : seen.getLast());
    }
    return seen;
  }

  private static final class Events implements EventTail.Source {
    private final ConcurrentSkipListMap<Long, EventLog.Entry> all = new ConcurrentSkipListMap<>();
    private final AtomicInteger looks = new AtomicInteger();
    private volatile boolean ended;

    void happen(int count) {
      for (int i = 0; i < count; i++) {
        long number = all.size() + 1L;
        all.put(number, new EventLog.Entry(number, EventLog.Type.EPOCH, "{}"));
      }
    }

    @Override
    public boolean hasEnded() {
      return ended;
    }

    @Override
    public List<EventLog.Entry> after(long number, int most) {
      looks.incrementAndGet();
      return all.tailMap(number, false).values().stream().limit(most).toList();
    }
  }
}
