package dev.trainyard.experiment.web;

import static dev.trainyard.experiment.web.AllEvents.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.experiment.ledger.EventLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class AllEventsTest {
  private final Committed committed = new Committed();
  private final AtomicLong time = new AtomicLong();
  private final AllEvents all = new AllEvents(committed, time::get);

  @Test
  void givesEventsInTheirOrder() {
    commit(1, 2, 3);
    assertThat(after(0)).containsExactly(1L, 2L, 3L);
    assertThat(after(2)).containsExactly(3L);
    assertThat(after(3)).isEmpty();
    assertThat(all.hasEnded()).isFalse();
  }

  @Test
  void waitsForOneWhoseTransactionEndsLater() {
    commit(1, 2, 4);
    assertThat(after(0)).containsExactly(1L, 2L);
    pass(PATIENCE.dividedBy(2));
    assertThat(after(2)).isEmpty();
    commit(3);
    assertThat(after(2)).containsExactly(3L, 4L);
  }

  @Test
  void waitsNoLongerThanATransactionTakes() {
    commit(1, 3, 4);
    assertThat(after(0)).containsExactly(1L);
    pass(PATIENCE);
    commit(6);
    // What was missing already when 4 was seen will not come; 5 may.
    assertThat(after(1)).containsExactly(3L, 4L);
    pass(PATIENCE);
    assertThat(after(4)).containsExactly(6L);
  }

  @Test
  void waitsOnceForAllThatWasDeletedLongAgo() {
    commit(10, 20, 30, 40);
    assertThat(after(0)).isEmpty();
    pass(PATIENCE);
    assertThat(after(0)).containsExactly(10L, 20L, 30L, 40L);
    assertThat(after(25)).containsExactly(30L, 40L);
  }

  @Test
  void asksForNoMoreThanIsWanted() {
    commit(1, 2, 3);
    assertThat(all.after(0, 2)).extracting(EventLog.Entry::number).containsExactly(1L, 2L);
  }

  @Test
  void losesAndRepeatsNoneForWhoFollowsWhileManyTransactionsEndInAnyOrder() {
    List<Long> seen = new ArrayList<>();
    for (long first = 1; first <= 3_000; first += 3) {
      for (long number : new long[] {first + 2, first, first + 1}) {
        commit(number);
        seen.addAll(after(seen.isEmpty() ? 0 : seen.getLast()));
        pass(Duration.ofMillis(200));
      }
    }
    assertThat(seen).hasSize(3_000).isSorted().doesNotHaveDuplicates();
  }

  private List<Long> after(long number) {
    return all.after(number, 500).stream().map(EventLog.Entry::number).toList();
  }

  private void commit(long... numbers) {
    for (long number : numbers) {
      committed.numbers.add(number);
    }
  }

  private void pass(Duration duration) {
    time.addAndGet(duration.toNanos() + 1);
  }

  private static final class Committed implements AllEvents.Stored {
    private final TreeSet<Long> numbers = new TreeSet<>();

    @Override
    public List<EventLog.Entry> after(long number, int most) {
      return numbers.tailSet(number, false).stream()
          .limit(most)
          .map(one -> new EventLog.Entry(one, EventLog.Type.EPOCH, "{}"))
          .toList();
    }

    @Override
    public long newest() {
      return numbers.isEmpty() ? 0 : numbers.getLast();
    }
  }
}
