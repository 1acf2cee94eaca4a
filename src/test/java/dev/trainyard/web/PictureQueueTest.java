package dev.trainyard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.refusal.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PictureQueueTest {
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofSeconds(50);

  @Test
  void refusesAPictureThatIsTooLarge() {
    try (PictureQueue queue = new PictureQueue(1, LONG, 1000)) {
      queue.requireRoom(10, 100);
      assertThatThrownBy(() -> queue.requireRoom(1 << 20, 1 << 20))
          .isInstanceOf(Refusal.class)
          .hasMessage(
              "width: times height is 1,099,511,627,776 pixels; a picture may have 1,000 (the limit of this service, TRAINYARD_LIMITS_PICTURE_PIXELS)");
    }
  }

  @Test
  void drawsAsManyAtOnceAsItMay() throws Exception {
    AtomicInteger drawing = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CyclicBarrier twoAtOnce = new CyclicBarrier(2);
    Callable<Integer> picture =
        () -> {
          most.accumulateAndGet(drawing.incrementAndGet(), Math::max);
          twoAtOnce.await();
          return drawing.getAndDecrement();
        };
    try (PictureQueue queue = new PictureQueue(2, LONG, 1000);
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> pictures = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        pictures.add(clients.submit(() -> queue.draw(picture)));
      }
      for (Future<Integer> each : pictures) {
        assertThat(each.get()).isPositive();
      }
    }
    assertThat(most).hasValue(2);
  }

  @Test
  void cutsOffAPictureThatTakesTooLong() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    Callable<Void> endless =
        () -> {
          try {
            new CountDownLatch(1).await();
            return null;
          } finally {
            ended.countDown();
          }
        };
    try (PictureQueue queue = new PictureQueue(1, SHORT, 1000)) {
      assertThatThrownBy(() -> queue.draw(endless))
          .isInstanceOfSatisfying(
              Refusal.class, e -> assertThat(e.kind()).isEqualTo(Refusal.Kind.UNAVAILABLE));
      ended.await();
    }
  }

  @Test
  void saysThatOthersAreDrawnToWhoeverWaitsTooLong() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger drawnTooLate = new AtomicInteger();
    try (PictureQueue queue = new PictureQueue(1, SHORT, 1000);
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      var _ = clients.submit(() -> queue.draw(() -> holdOnTo(begun, release)));
      begun.await();
      assertThatThrownBy(() -> queue.draw(drawnTooLate::incrementAndGet))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("other pictures are being drawn");
      release.countDown();
    }
    assertThat(drawnTooLate).as("begins no more").hasValue(0);
  }

  /** A drawing that does not notice that it is interrupted. */
  private static boolean holdOnTo(CountDownLatch begun, CountDownLatch release) {
    begun.countDown();
    boolean released = false;
    while (!released) {
      try {
        release.await();
        released = true;
      } catch (InterruptedException goOn) {
        // It goes on as if nothing had happened.
      }
    }
    return true;
  }

  @Test
  void handsOnWhatTheDrawingThrows() {
    try (PictureQueue queue = new PictureQueue(1, LONG, 1000)) {
      assertThatThrownBy(
              () ->
                  queue.draw(
                      () -> {
                        throw new IllegalStateException("no ink");
                      }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("no ink");
    }
  }
}
