package dev.trainyard.experiment;

import dev.trainyard.training.Checkpoint;
import dev.trainyard.training.EpochMetrics;
import dev.trainyard.training.TrainingListener;
import java.util.function.BooleanSupplier;

/** Records the epochs of one attempt as they end, and tells the engine when to stop. */
final class EpochRecorder implements TrainingListener {
  private final TrialLedger ledger;
  private final Assignment assignment;
  private final BooleanSupplier stopping;
  private volatile boolean isVoid;

  EpochRecorder(TrialLedger ledger, Assignment assignment, BooleanSupplier stopping) {
    this.ledger = ledger;
    this.assignment = assignment;
    this.stopping = stopping;
  }

  @Override
  public void epochCompleted(EpochMetrics metrics, Checkpoint checkpoint) {
    isVoid |= !ledger.record(assignment, metrics, checkpoint);
  }

  @Override
  public boolean stopRequested() {
    return isVoid || stopping.getAsBoolean();
  }

  /** The attempt may not record any more: its trial was cancelled, deleted or taken over. */
  void makeVoid() {
    isVoid = true;
  }
}
