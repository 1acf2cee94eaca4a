package dev.trainyard.isolation;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.dataset.DatasetUnavailable;
import dev.trainyard.engine.Checkpoint;
import dev.trainyard.engine.EngineUnavailable;
import dev.trainyard.engine.TrainingFailed;
import dev.trainyard.engine.TrainingListener;
import dev.trainyard.experiment.TrialSpec;
import java.time.Duration;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Trains trials in processes of their own, to the bits that a training in this process would give.
 */
@Component
@EnableConfigurationProperties(IsolationSettings.class)
public class IsolatedTraining {
  private static final Logger LOG = LoggerFactory.getLogger(IsolatedTraining.class);

  /** How often a listener is asked whether to stop: not much longer than a mini-batch takes. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  /** Longer than a mini-batch takes, shorter than the service takes to end. */
  private static final Duration LONGEST_MINI_BATCH = Duration.ofSeconds(5);

  /** Who is killed together with its process dies within that. */
  private static final Duration SURVIVAL = Duration.ofSeconds(1);

  private final IsolationSettings settings;
  private final Environment environment;
  private final Datasets datasets;

  IsolatedTraining(IsolationSettings settings, Environment environment, Datasets datasets) {
    this.settings = settings;
    this.environment = environment;
    this.datasets = datasets;
  }

  /** Why every trial is to have a process of its own; null if only a suspect is. */
  public @Nullable String asked() {
    return settings.isolation() == IsolationSettings.Isolation.PROCESS
        ? "trainyard.isolation is process"
        : null;
  }

  /**
   * Trains a trial until its last epoch. Its dataset must have been fetched.
   *
   * @param trial its name in the log
   * @param engine that trains it
   * @param cores that the process may use, at least 1; asked often
   * @param from the checkpoint to go on from; null to begin
   * @param listener called from this thread, as an engine would
   * @return true when all epochs are done, false when the listener asked to stop
   * @throws TrainingFailed for what an engine throws it for, and where the training broke
   * @throws EngineUnavailable if this machine has not what the engine needs, or starts no process
   *     now
   * @throws DatasetUnavailable if the dataset is no longer there
   * @throws ProcessDied if the process has died and this one goes on
   */
  public boolean train(
      String trial,
      TrialSpec spec,
      String engine,
      IntSupplier cores,
      @Nullable Checkpoint from,
      TrainingListener listener)
      throws InterruptedException {
    ProcessBuilder command = TrainingCommand.of(settings.heapBytes(), environment);
    try (OwnProcess process = OwnProcess.start(command, trial)) {
      LOG.info("{} is trained in a process of its own, {}", trial, process.pid());
      return new Conversation(process, cores, listener)
          .lead(
              new Order(
                  spec,
                  datasets.facts(spec.dataset()),
                  datasets.directory(),
                  engine,
                  cores.getAsInt(),
                  from));
    }
  }

  /** What is said between the service and one process. */
  private static final class Conversation {
    private final OwnProcess process;
    private final IntSupplier cores;
    private final TrainingListener listener;
    private boolean stopping;
    private long stopBy;

    Conversation(OwnProcess process, IntSupplier cores, TrainingListener listener) {
      this.process = process;
      this.cores = cores;
      this.listener = listener;
    }

    boolean lead(Order order) throws InterruptedException {
      int toldCores = order.cores();
      process.send(order);
      while (!stopping || System.nanoTime() < stopBy) {
        switch (process.poll(LOOK_EVERY)) {
          case null -> {
            stopIfAsked();
            int now = cores.getAsInt();
            if (now != toldCores) {
              process.sendCores(now);
              toldCores = now;
            }
          }
          case OwnProcess.Heard.Word(Report.EpochEnded epoch) -> {
            listener.epochCompleted(epoch.metrics(), epoch.checkpoint());
            stopIfAsked();
            if (!stopping) {
              process.send(Command.GO_ON);
            }
          }
          case OwnProcess.Heard.Word(Report.Ended(boolean complete)) -> {
            return complete;
          }
          case OwnProcess.Heard.Word(Report.Failed failed) -> throw failed.exception();
          case OwnProcess.Heard.End end -> {
            return dead(end);
          }
        }
      }
      return false;
    }

    private void stopIfAsked() {
      if (!stopping && listener.stopRequested()) {
        stopping = true;
        stopBy = System.nanoTime() + LONGEST_MINI_BATCH.toNanos();
        process.send(Command.STOP);
      }
    }

    /** Says so only if this process outlives it: who kills both of them has nothing to tell. */
    private boolean dead(OwnProcess.Heard.End end) throws InterruptedException {
      Garbled garbled = end.garbled();
      ProcessDied died =
          garbled == null
              ? ProcessDied.withStatus(process.exitStatus())
              : ProcessDied.garbled(garbled);
      long until = System.nanoTime() + SURVIVAL.toNanos();
      while (System.nanoTime() < until) {
        if (stopping || listener.stopRequested()) {
          return false;
        }
        Thread.sleep(LOOK_EVERY);
      }
      throw died;
    }
  }
}
