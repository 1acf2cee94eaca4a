package dev.trainyard.experiment.work;

import dev.trainyard.engine.Checkpoint;
import dev.trainyard.engine.TrainingListener;
import dev.trainyard.experiment.ledger.ClaimedTrial;
import dev.trainyard.experiment.ledger.FinishedEpoch;
import dev.trainyard.experiment.ledger.TrialLedger;
import dev.trainyard.training.EpochMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;

/** Records the epochs of one attempt as they end, and tells the engine when to stop. */
final class EpochRecorder implements TrainingListener {
  /** How long a trial that was cancelled, deleted or taken over may go on unknowingly. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final TrialLedger ledger;
  private final ClaimedTrial assignment;
  private final BooleanSupplier stopping;
  private final DoubleSupplier cores;
  private final int recorded;
  private final List<EpochMetrics> epochs;
  private DoubleSummaryStatistics coresInEpoch = new DoubleSummaryStatistics();
  private long lastLook = System.nanoTime();
  private boolean isVoid;
  private boolean over;

  /**
   * A recorder for one attempt.
   *
   * @param former epochs that earlier attempts have recorded
   * @param stopping asked before each mini-batch whether this process is about to end
   * @param cores asked before each mini-batch for the cores that the trial has
   */
  EpochRecorder(
      TrialLedger ledger,
      ClaimedTrial assignment,
      List<EpochMetrics> former,
      BooleanSupplier stopping,
      DoubleSupplier cores) {
    this.epochs = new ArrayList<>(former);
    this.ledger = ledger;
    this.assignment = assignment;
    this.stopping = stopping;
    this.cores = cores;
    this.recorded = assignment.epochsCompleted();
  }

  @Override
  public void epochCompleted(EpochMetrics metrics, Checkpoint checkpoint) {
    // Epochs below are trained again only to get back a state that was dropped or damaged.
    if (metrics.epoch() == recorded) {
      isVoid |= !ledger.restore(assignment, checkpoint);
      over = isOver();
    } else if (metrics.epoch() > recorded) {
      FinishedEpoch epoch = new FinishedEpoch(metrics, coresInEpoch.getAverage(), checkpoint);
      isVoid |= !ledger.record(assignment, epoch);
      epochs.add(metrics);
      over = isOver();
    }
    coresInEpoch = new DoubleSummaryStatistics();
  }

  /** Whether all is trained. */
  boolean isOver() {
    return assignment.endsAfter(epochs);
  }

  /** Whether the attempt may not record any more, as far as is known. */
  boolean isVoid() {
    return isVoid;
  }

  @Override
  public boolean stopRequested() {
    long now = System.nanoTime();
    if (now - lastLook > LOOK_EVERY.toNanos()) {
      lastLook = now;
      isVoid |= !ledger.isCurrent(assignment);
    }
    coresInEpoch.accept(cores.getAsDouble());
    return isVoid || over || stopping.getAsBoolean();
  }
}
