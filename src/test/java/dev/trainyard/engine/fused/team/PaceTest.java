package dev.trainyard.engine.fused.team;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Laps of simulated length: what a machine does when something else runs on it, without one. */
@NullUnmarked
class PaceTest {
  private static final long MILLISECOND = 1_000_000;

  private final AtomicInteger share = new AtomicInteger(2);
  private final Pace pace = new Pace(share::get);

  @Test
  void usesAllThreadsWhereNothingSpeaksAgainstIt() {
    assertThat(lapsWith(1, PaceTest::quiet, 10_000)).isZero();
  }

  @Test
  void isHardlySlowerThanOneThreadWhereACoreIsTakenAndComesBackSoon() {
    run(PaceTest::quiet, 1000);

    assertThat(run(PaceTest::noisy, 10_000)).isLessThan(10_300 * MILLISECOND);
    assertThat(lapsWith(2, PaceTest::noisy, 10_000)).isLessThan(200);

    assertThat(lapsWith(1, PaceTest::quiet, 10_000)).isLessThan(2500);
    assertThat(lapsWith(1, PaceTest::quiet, 10_000)).isZero();
  }

  @Test
  void staysWithAllThreadsWhereFewerAreSlowerStill() {
    run(PaceTest::quiet, 1000);

    assertThat(lapsWith(1, threads -> 2 * quiet(threads), 10_000)).isLessThan(150);
  }

  @Test
  void leavesOneCoreOfManyToWhoNeedsIt() {
    share.set(8);
    IntToLongFunction sevenAreFree = threads -> MILLISECOND * (threads == 8 ? 16 : 8) / threads;
    run(threads -> 8 * MILLISECOND / threads, 1000);
    run(sevenAreFree, 1000);

    assertThat(lapsWith(7, sevenAreFree, 10_000)).isGreaterThan(9_700);
  }

  @Test
  void takesWhatItIsGivenAtOnce() {
    run(PaceTest::noisy, 1000);
    share.set(1);
    assertThat(pace.getAsInt()).isEqualTo(1);
    share.set(2);
    assertThat(pace.getAsInt()).isEqualTo(2);
  }

  /** Two threads are nearly twice as fast as one. */
  private static long quiet(int threads) {
    return threads == 1 ? MILLISECOND : 600_000;
  }

  /** A core is taken: two threads wait for each other. */
  private static long noisy(int threads) {
    return threads == 1 ? MILLISECOND : 2 * MILLISECOND;
  }

  private long run(IntToLongFunction lap, int laps) {
    long sum = 0;
    for (int i = 0; i < laps; i++) {
      long took = lap.applyAsLong(pace.getAsInt());
      sum += took;
      pace.lap(took);
    }
    return sum;
  }

  private int lapsWith(int threads, IntToLongFunction lap, int laps) {
    int count = 0;
    for (int i = 0; i < laps; i++) {
      count += pace.getAsInt() == threads ? 1 : 0;
      run(lap, 1);
    }
    return count;
  }
}
