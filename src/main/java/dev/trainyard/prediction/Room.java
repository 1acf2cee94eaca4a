package dev.trainyard.prediction;

import dev.trainyard.refusal.Refusal;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * The memory that images of all requests take up together: that of their bodies and of what is made
 * of them, and that of the few that are decoded at once.
 */
@Component
class Room {
  private static final int KILOBYTE = 1024;
  private static final int KILOBYTES = 64 * KILOBYTE;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Semaphore kilobytes = new Semaphore(KILOBYTES);
  private final Semaphore decoders = new Semaphore(Runtime.getRuntime().availableProcessors());

  /** What was taken, until it is closed. */
  interface Share extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Takes room for a body and its images.
   *
   * @throws Refusal BUSY if there is none within a few seconds
   */
  Share forBody(long bytes) throws InterruptedException {
    return take(kilobytes, (int) Math.min(KILOBYTES, bytes / KILOBYTE + 1));
  }

  /**
   * Takes a turn to decode.
   *
   * @throws Refusal BUSY if there is none within a few seconds
   */
  Share forDecoding() throws InterruptedException {
    return take(decoders, 1);
  }

  private static Share take(Semaphore room, int permits) throws InterruptedException {
    if (!room.tryAcquire(permits, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw Refusal.busy(
          "there is no room for more images now; others are being read and decoded", RETRY);
    }
    return () -> room.release(permits);
  }
}
