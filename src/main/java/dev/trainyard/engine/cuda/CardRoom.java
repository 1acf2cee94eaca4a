package dev.trainyard.engine.cuda;

import dev.trainyard.engine.cuda.driver.CudaException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The card's memory, as far as the networks of this process take it. Each takes what it needs
 * before it begins. One that finds too little waits until another has given its own back, and
 * whoever comes later waits behind it, so that small ones do not keep a large one out.
 */
final class CardRoom {
  private static final Logger LOG = LoggerFactory.getLogger(CardRoom.class);

  /** How often one that waits is asked whether it is still wanted. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  /** Held by the one whose turn it is: two that are half laid out would keep each other out. */
  private final Semaphore turn = new Semaphore(1, true);

  private int inside;
  private long gone;

  /**
   * Works with a network that is laid out as soon as there is room for it.
   *
   * @param layOut allocates all that the network needs, or nothing
   * @param stopping asked while it waits
   * @return what the work returns; empty if it was stopped while it waited
   * @throws CudaException of the layout, where no network of this process is in its way
   */
  <T> Optional<T> use(
      Supplier<CudaNetwork> layOut, BooleanSupplier stopping, Function<CudaNetwork, T> work) {
    try {
      CudaNetwork network = awaitTurn(layOut, stopping);
      if (network == null) {
        return Optional.empty();
      }
      try (network) {
        return Optional.of(work.apply(network));
      } finally {
        leave();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private @Nullable CudaNetwork awaitTurn(Supplier<CudaNetwork> layOut, BooleanSupplier stopping)
      throws InterruptedException {
    while (!turn.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
      if (stopping.getAsBoolean()) {
        return null;
      }
    }
    try {
      return awaitRoom(layOut, stopping);
    } finally {
      turn.release();
    }
  }

  private @Nullable CudaNetwork awaitRoom(Supplier<CudaNetwork> layOut, BooleanSupplier stopping)
      throws InterruptedException {
    boolean said = false;
    while (true) {
      long before = gone();
      try {
        CudaNetwork network = layOut.get();
        enter();
        return network;
      } catch (CudaException e) {
        if (!e.isOutOfMemory() || isAloneSince(before)) {
          throw e;
        }
        if (!said) {
          said = true;
          LOG.info("waits for memory on the card, which others have: {}", e.getMessage());
        }
      }
      if (!awaitAnotherGone(before, stopping)) {
        return null;
      }
    }
  }

  /** Returns false if it was stopped before. */
  private synchronized boolean awaitAnotherGone(long before, BooleanSupplier stopping)
      throws InterruptedException {
    while (gone == before) {
      if (stopping.getAsBoolean()) {
        return false;
      }
      wait(LOOK_EVERY.toMillis());
    }
    return true;
  }

  private synchronized boolean isAloneSince(long before) {
    return inside == 0 && gone == before;
  }

  private synchronized long gone() {
    return gone;
  }

  private synchronized void enter() {
    inside++;
  }

  private synchronized void leave() {
    inside--;
    gone++;
    notifyAll();
  }
}
