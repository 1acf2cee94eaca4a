package dev.trainyard.isolation;

import dev.trainyard.dataset.DatasetStore;
import dev.trainyard.dataset.DatasetUnavailable;
import dev.trainyard.dataset.ImageDataset;
import dev.trainyard.engine.Background;
import dev.trainyard.engine.Checkpoint;
import dev.trainyard.engine.EngineUnavailable;
import dev.trainyard.engine.Engines;
import dev.trainyard.engine.MemoryUsedUp;
import dev.trainyard.engine.TrainingEngine;
import dev.trainyard.engine.TrainingFailed;
import dev.trainyard.engine.TrainingListener;
import dev.trainyard.engine.TrainingPlan;
import dev.trainyard.training.EpochMetrics;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.StandardEnvironment;

/**
 * The process of a trial's own, seen from within: reads an {@link Order} and {@link Command}s from
 * its standard input, trains, and writes {@link Report}s to its standard output. When the input
 * ends, so does the process, whatever it is doing: nobody listens any more.
 */
public final class TrainingProcess implements TrainingListener {
  static final String NAME = "train-for-service";

  /** Where the service's own engines are registered. */
  private static final String ENGINES = "dev.trainyard.engine.registry";

  private static final int ORPHANED = 3;
  private static final int CONTRACT_BROKEN = 4;

  /** Of -1000 to 1000: where memory is short the kernel takes this process before the service. */
  private static final String EXPENDABLE = "500";

  private final DataInputStream in;
  private final DataOutputStream out;
  private final Engines engines;
  private final Runnable orphaned;
  private final Semaphore answers = new Semaphore(0);
  private volatile boolean stop;
  private volatile int cores;

  /**
   * A training by order.
   *
   * @param orphaned ends the process, for there is nobody who would want it to go on
   */
  TrainingProcess(InputStream in, OutputStream out, Engines engines, Runnable orphaned) {
    this.in = new DataInputStream(new BufferedInputStream(in));
    this.out = new DataOutputStream(new BufferedOutputStream(out));
    this.engines = engines;
    this.orphaned = orphaned;
  }

  /** Whether the arguments of the process say that it is one of these. */
  public static boolean isMeant(String... args) {
    return args.length > 0 && args[0].equals(NAME);
  }

  /** Trains what the standard input asks for, and returns the exit code of the process. */
  public static int run() {
    try (OutputStream out = StandardOutput.keep()) {
      logWarningsOnly();
      offerToKernel();
      try (var context = new AnnotationConfigApplicationContext(ENGINES)) {
        Runnable end = () -> Runtime.getRuntime().halt(ORPHANED);
        new TrainingProcess(System.in, out, context.getBean(Engines.class), end).follow();
      }
      return 0;
    } catch (IOException e) {
      System.err.println(e);
      return CONTRACT_BROKEN;
    }
  }

  private static void logWarningsOnly() {
    LoggingSystem logging = LoggingSystem.get(TrainingProcess.class.getClassLoader());
    logging.beforeInitialize();
    logging.initialize(new LoggingInitializationContext(new StandardEnvironment()), null, null);
    logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
  }

  private static void offerToKernel() {
    Path adjustment = Path.of("/proc/self/oom_score_adj");
    if (Files.isWritable(adjustment)) {
      try {
        Files.writeString(adjustment, EXPENDABLE);
      } catch (IOException e) {
        System.err.println("The kernel does not take this process first: " + e);
      }
    }
  }

  /** Trains until the end, whichever it is, and says so. */
  void follow() throws IOException {
    Pipe.greet(out);
    Order order = Order.read(in);
    cores = order.cores();
    Thread.ofPlatform().daemon().name("commands").start(this::listen);
    Background.enter();
    train(order).write(out);
  }

  private Report train(Order order) {
    try {
      DatasetStore datasets = new DatasetStore(order.datasets(), List.of());
      ImageDataset images = datasets.get(order.dataset());
      TrainingPlan plan = order.spec().plan(images, () -> cores);
      TrainingEngine engine = engines.get(order.engine(), plan.network(), plan.training());
      return new Report.Ended(engine.train(plan, order.from(), this));
    } catch (EngineUnavailable e) {
      return failed(Report.Cause.NO_ENGINE, e);
    } catch (DatasetUnavailable e) {
      return failed(Report.Cause.NO_DATASET, e);
    } catch (MemoryUsedUp e) {
      return failed(e.isOfCard() ? Report.Cause.CARD_MEMORY : Report.Cause.TRAINING, e);
    } catch (TrainingFailed e) {
      return failed(Report.Cause.TRAINING, e);
    } catch (OutOfMemoryError e) {
      return failed(Report.Cause.TRAINING, MemoryUsedUp.inHeap(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Report.Ended(false);
    } catch (RuntimeException | Error e) {
      LoggerFactory.getLogger(TrainingProcess.class).error("the training broke", e);
      return new Report.Failed(Report.Cause.UNEXPECTED, e.getClass().getSimpleName());
    }
  }

  private static Report failed(Report.Cause cause, RuntimeException why) {
    return new Report.Failed(cause, String.valueOf(why.getMessage()));
  }

  private void listen() {
    try {
      while (true) {
        switch (Command.read(in)) {
          case GO_ON -> answers.release();
          case STOP -> {
            stop = true;
            answers.release();
          }
          case CORES -> cores = in.readInt();
        }
      }
    } catch (IOException e) {
      orphaned.run();
    }
  }

  @Override
  public void epochCompleted(EpochMetrics metrics, Checkpoint checkpoint) {
    try {
      new Report.EpochEnded(metrics, checkpoint).write(out);
      answers.acquire();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop = true;
    }
  }

  @Override
  public boolean stopRequested() {
    return stop;
  }
}
