package dev.trainyard.experiment.work;

import dev.trainyard.database.DatabaseWatch;
import dev.trainyard.dataset.DatasetUnavailable;
import dev.trainyard.engine.Background;
import dev.trainyard.engine.Checkpoint;
import dev.trainyard.engine.EngineUnavailable;
import dev.trainyard.engine.MemoryUsedUp;
import dev.trainyard.engine.TrainingFailed;
import dev.trainyard.experiment.ledger.Checkpoints;
import dev.trainyard.experiment.ledger.ClaimedTrial;
import dev.trainyard.experiment.ledger.TrialLedger;
import dev.trainyard.experiment.ledger.TrialTask;
import dev.trainyard.isolation.ProcessDied;
import dev.trainyard.refusal.Refusal;
import dev.trainyard.training.EpochMetrics;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Trains the trials of the queue, with no transaction open while computing.
 *
 * <p>A thread that is interrupted must not write to the database: H2's file is closed under it. The
 * queue interrupts only those whose pool ends, so an interrupt that is noticed is not kept.
 */
@Component
class TrialRunner {
  private static final Logger LOG = LoggerFactory.getLogger(TrialRunner.class);

  private static final String CARD_TAKEN =
      "the card has too little memory left beside the other trials, so this one waits until one of them has ended";

  private static final String HEAP_TAKEN =
      "the heap of the service has too little memory left beside the other trials, so this one waits until one of them has ended";

  /** What becomes of the task. */
  enum Outcome {
    DONE,
    GIVEN_BACK,
    /** Given back for a while: something cannot be had now that it needs. */
    WAITS,
    /** Given back for a moment: other trials have what it needs. */
    WAITS_FOR_OTHERS
  }

  private final TrialLedger ledger;
  private final Checkpoints checkpoints;
  private final Workbench workbench;
  private final TrialScorer scorer;
  private final DatabaseWatch database;
  private final Neighbours neighbours;

  TrialRunner(
      TrialLedger ledger,
      Checkpoints checkpoints,
      Workbench workbench,
      TrialScorer scorer,
      DatabaseWatch database,
      Neighbours neighbours) {
    this.neighbours = neighbours;
    this.scorer = scorer;
    this.database = database;
    this.ledger = ledger;
    this.checkpoints = checkpoints;
    this.workbench = workbench;
  }

  /**
   * Trains a trial from where it is to its end. If the database fails meanwhile, waits until it can
   * be used again and gives the trial back, to go on from its last checkpoint.
   *
   * @param stopping asked before each mini-batch whether this process is about to end
   * @throws DataAccessException if the database refuses something although it can be used; the task
   *     is to be tried again, a few times
   */
  Outcome run(TrialTask task, BooleanSupplier stopping) {
    Background.enter();
    Optional<ClaimedTrial> claimed = Optional.empty();
    try {
      claimed = start(task);
      return claimed.map(trial -> attempt(trial, stopping)).orElse(Outcome.DONE);
    } catch (RuntimeException e) {
      if (database.isUsable()) {
        claimed.ifPresent(trial -> giveBackAfter(e, trial));
        throw e;
      }
      giveBackWhenPossible(claimed, stopping);
      return Outcome.GIVEN_BACK;
    }
  }

  private Optional<ClaimedTrial> start(TrialTask task) {
    try {
      return ledger.start(task, workbench.process(), workbench.isolation());
    } catch (DataAccessException | TransactionException e) {
      throw e;
    } catch (RuntimeException e) {
      if (!database.isUsable()) {
        throw e;
      }
      LOG.error("trial {} cannot be started", task, e);
      ledger.giveUp(task, unexpected(e, "kept it from being started"));
      return Optional.empty();
    }
  }

  /** Its process lives: what the database refuses is no death. */
  private void giveBackAfter(RuntimeException fault, ClaimedTrial trial) {
    try {
      ledger.giveBack(trial);
    } catch (RuntimeException e) {
      fault.addSuppressed(e);
    }
  }

  private void giveBackWhenPossible(Optional<ClaimedTrial> claimed, BooleanSupplier stopping) {
    try {
      while (database.awaitUsable(stopping)) {
        try {
          claimed.ifPresent(ledger::giveBack);
          return;
        } catch (RuntimeException e) {
          if (database.isUsable()) {
            throw e;
          }
        }
      }
    } catch (InterruptedException _) {
      // What comes after this process gives it back.
    }
  }

  private String unexpected(Throwable e, String what) {
    return "an unexpected %s %s; the log of %s has the details"
        .formatted(e.getClass().getSimpleName(), what, workbench.process());
  }

  private Outcome attempt(ClaimedTrial assignment, BooleanSupplier stopping) {
    Neighbours.Stay stay = neighbours.enter();
    try (stay) {
      if (train(assignment, stopping)) {
        ledger.complete(assignment, scorer.score(assignment));
      } else {
        // A mini-batch goes on through it.
        Thread.interrupted();
        ledger.giveBack(assignment);
        return Outcome.GIVEN_BACK;
      }
    } catch (InterruptedException _) {
      ledger.giveBack(assignment);
      return Outcome.GIVEN_BACK;
    } catch (ProcessDied e) {
      LOG.warn("{}: its own process died {}", assignment.name(), e.how());
      ledger.ownProcessDied(assignment, e.how());
      return Outcome.GIVEN_BACK;
    } catch (DatasetUnavailable | EngineUnavailable e) {
      LOG.warn("{} waits: {}", assignment.name(), e.getMessage());
      ledger.await(assignment, String.valueOf(e.getMessage()));
      return Outcome.WAITS;
    } catch (MemoryUsedUp e) {
      return memoryUsedUp(assignment, e, stay);
    } catch (TrainingFailed | Refusal e) {
      // That its experiment is not there, because it was deleted meanwhile, changes nothing.
      ledger.fail(assignment, String.valueOf(e.getMessage()));
    } catch (DataAccessException | TransactionException e) {
      throw e;
    } catch (OutOfMemoryError e) {
      if (assignment.isolation() != null && stay.hadCompany()) {
        // A process of its own has a heap of its own, but what is done before and after has not.
        LOG.warn("{} waits: the heap of the service is used up", assignment.name(), e);
        ledger.await(assignment, HEAP_TAKEN);
        return Outcome.WAITS_FOR_OTHERS;
      }
      return memoryUsedUp(assignment, MemoryUsedUp.inHeap(e), stay);
    } catch (RuntimeException | Error e) {
      if (e instanceof RuntimeException && !database.isUsable()) {
        throw e;
      }
      LOG.error("{} broke", assignment, e);
      ledger.fail(assignment, unexpected(e, "stopped the training"));
    }
    return Outcome.DONE;
  }

  /** Who gets no memory is not who took it, unless nobody else was there. */
  private Outcome memoryUsedUp(ClaimedTrial assignment, MemoryUsedUp e, Neighbours.Stay stay) {
    if (e.isOfCard() && stay.hadCompany()) {
      // A process of its own is no card of its own.
      LOG.debug("{} waits: {}", assignment.name(), e.getMessage());
      ledger.await(assignment, CARD_TAKEN);
      return Outcome.WAITS_FOR_OTHERS;
    }
    LOG.error("{} ran out of memory", assignment.name(), e);
    if (assignment.isolation() == null && stay.hadCompany()) {
      ledger.starved(assignment);
      return Outcome.GIVEN_BACK;
    }
    ledger.fail(assignment, String.valueOf(e.getMessage()));
    return Outcome.DONE;
  }

  private boolean train(ClaimedTrial assignment, BooleanSupplier stopping)
      throws InterruptedException {
    List<EpochMetrics> former = ledger.epochs(assignment);
    Checkpoint from = checkpoints.find(assignment.trialId()).orElse(null);
    if (from != null && assignment.endsAfter(former)) {
      String hopeless = assignment.deaths().verdictOnScoring();
      if (hopeless != null) {
        throw new TrainingFailed(hopeless);
      }
      return true;
    }
    try (Workbench.Setup setup = workbench.prepare(assignment)) {
      ledger.describe(assignment, setup.provenance());
      EpochRecorder recorder =
          new EpochRecorder(ledger, assignment, former, stopping, setup.cores()::now);
      boolean complete = setup.training().run(from, recorder) || recorder.isOver();
      return complete && !recorder.isVoid();
    }
  }
}
