package dev.trainyard.experiment;

import dev.trainyard.training.Checkpoint;
import dev.trainyard.training.EarlyStopping;
import dev.trainyard.training.EpochMetrics;
import dev.trainyard.training.TrainingListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Records the epochs of one attempt as they end, and tells the engine when to stop. */
final class EpochRecorder implements TrainingListener {
  /** How long a trial that was cancelled, deleted or taken over may go on unknowingly. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final TrialLedger ledger;
  private final Assignment assignment;
  private final BooleanSupplier stopping;
  private final int recorded;
  private final List<EpochMetrics> epochs;
  private long lastLook = System.nanoTime();
  private boolean isVoid;
  private boolean over;

  /**
   * A recorder for one attempt.
   *
   * @param former epochs that earlier attempts have recorded
   * @param stopping asked before each mini-batch whether this process is about to end
   */
  EpochRecorder(
      TrialLedger ledger,
      Assignment assignment,
      List<EpochMetrics> former,
      BooleanSupplier stopping) {
    this.epochs = new ArrayList<>(former);
    this.ledger = ledger;
    this.assignment = assignment;
    this.stopping = stopping;
    this.recorded = assignment.epochsCompleted();
  }

  @Override
  public void epochCompleted(EpochMetrics metrics, Checkpoint checkpoint) {
    // Epochs below are trained again only to get back the optimizer's state.
    if (metrics.epoch() > recorded) {
      isVoid |= !ledger.record(assignment, metrics, checkpoint);
      epochs.add(metrics);
      over = isOver();
    }
  }

  /** Whether early stopping has ended the training. */
  boolean isOver() {
    EarlyStopping rule = assignment.spec().training().earlyStopping();
    return rule != null && rule.isOver(epochs);
  }

  @Override
  public boolean stopRequested() {
    long now = System.nanoTime();
    if (now - lastLook > LOOK_EVERY.toNanos()) {
      lastLook = now;
      isVoid |= !ledger.isCurrent(assignment);
    }
    return isVoid || over || stopping.getAsBoolean();
  }
}
