package dev.trainyard.engine.fused.team;

import dev.trainyard.engine.fused.arithmetic.Sgemm;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Threads that run the pieces of one trial's mini-batches. Which thread runs a piece is left to
 * chance; no piece's result may depend on it.
 *
 * <p>A mini-batch takes a fraction of a millisecond, so idle threads spin for about as long before
 * they park.
 */
public final class Team implements AutoCloseable {
  private static final int SPINS = 20_000;
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private final Pace pace;
  private final List<Worker> workers = new ArrayList<>();

  /** The round in the upper half, the pieces that nobody has taken in the lower. */
  private final AtomicLong untaken = new AtomicLong();

  private final AtomicInteger unfinished = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile IntConsumer job = _ -> {};
  private volatile int pieces;
  private volatile boolean closed;

  /**
   * @param threads how many threads may run, the caller's included; asked for every job. Fewer do
   *     where that is faster
   */
  public Team(IntSupplier threads) {
    this.pace = new Pace(() -> Math.min(threads.getAsInt(), CORES));
    Sgemm.singleThreaded();
  }

  /**
   * Runs the pieces 0 to {@code pieces - 1} and returns when all are done. They are taken in this
   * order, so the largest should come first.
   */
  public void run(int pieces, IntConsumer piece) {
    int helpers = Math.min(pace.getAsInt(), pieces) - 1;
    if (helpers < 1) {
      for (int i = 0; i < pieces; i++) {
        piece.accept(i);
      }
      return;
    }
    job = piece;
    this.pieces = pieces;
    unfinished.set(pieces);
    long round = (untaken.get() >>> 32) + 1;
    untaken.set(round << 32 | pieces);
    wake(helpers);
    takePieces();
    awaitOthers();
  }

  /**
   * A lap is done: what was run since the lap before is as much work as it is in every lap.
   *
   * @param nanoseconds that it took
   */
  public void lap(long nanoseconds) {
    pace.lap(nanoseconds);
  }

  private void wake(int helpers) {
    while (workers.size() < helpers) {
      Worker worker = new Worker();
      workers.add(worker);
      worker.start();
    }
    for (int i = 0; i < helpers; i++) {
      if (workers.get(i).parked) {
        LockSupport.unpark(workers.get(i));
      }
    }
  }

  /** Yields when there are more threads than cores, or else the one waited for may not get on. */
  @SuppressWarnings("ThreadPriorityCheck")
  private void awaitOthers() {
    for (int spins = 0; unfinished.get() > 0; spins++) {
      if (spins < SPINS) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
    Throwable thrown = failure.getAndSet(null);
    switch (thrown) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(thrown);
    }
  }

  /**
   * Takes pieces while there are any. A piece that was taken keeps its round open, so the job read
   * after taking it is the round's.
   */
  private void takePieces() {
    for (long now = untaken.get(); (int) now > 0; now = untaken.get()) {
      if (untaken.compareAndSet(now, now - 1)) {
        try {
          job.accept(pieces - (int) now);
        } catch (Throwable e) {
          failure.set(e);
        } finally {
          unfinished.decrementAndGet();
        }
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    workers.forEach(LockSupport::unpark);
  }

  private final class Worker extends Thread {
    volatile boolean parked;

    Worker() {
      super("fused");
      setDaemon(true);
    }

    @Override
    public void run() {
      Sgemm.singleThreaded();
      while (!closed) {
        takePieces();
        awaitPieces();
      }
    }

    private void awaitPieces() {
      for (int i = 0; i < SPINS; i++) {
        if ((int) untaken.get() > 0 || closed) {
          return;
        }
        Thread.onSpinWait();
      }
      parked = true;
      if ((int) untaken.get() == 0 && !closed) {
        LockSupport.park(Team.this);
      }
      parked = false;
    }
  }
}
