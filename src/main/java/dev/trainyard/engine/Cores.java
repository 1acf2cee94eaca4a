package dev.trainyard.engine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/** Shares this machine's cores among the trials that run here. */
public class Cores {
  private final AtomicInteger trials = new AtomicInteger();

  /** One trial's share: at least one core, and all of them for a lone trial. */
  public final class Share implements IntSupplier, AutoCloseable {
    private Share() {
      trials.incrementAndGet();
    }

    @Override
    public int getAsInt() {
      return Math.max(1, (int) now());
    }

    /** What the share really is now: a fraction of a core where there are more trials. */
    public double now() {
      return forEachOf(trials.get());
    }

    @Override
    public void close() {
      trials.decrementAndGet();
    }
  }

  /** What each of so many trials at once has. */
  public static double forEachOf(int trials) {
    return Runtime.getRuntime().availableProcessors() / (double) Math.max(1, trials);
  }

  /** Begins to share with one more trial, until it is closed. */
  public Share take() {
    return new Share();
  }
}
