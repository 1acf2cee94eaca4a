package dev.trainyard.experiment.ledger;

import dev.trainyard.training.EpochMetrics;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/** A finished epoch as it is stored; never changed. */
@Entity
class Epoch implements Persistable<Epoch.Key> {

  /** Which epoch of which trial. */
  @Embeddable
  record Key(long trialId, int epoch) implements Serializable {}

  @EmbeddedId private Key key;
  private double trainLoss;
  private double trainAccuracy;
  private double validationLoss;
  private double validationAccuracy;
  private double learningRate;
  private double seconds;

  /** See {@link FinishedEpoch}; null where an earlier version did not note it. */
  @SuppressWarnings("UnusedVariable")
  private @Nullable Double cores;

  @SuppressWarnings("NullAway.Init")
  protected Epoch() {}

  Epoch(long trialId, FinishedEpoch epoch) {
    EpochMetrics metrics = epoch.metrics();
    key = new Key(trialId, metrics.epoch());
    trainLoss = metrics.trainLoss();
    trainAccuracy = metrics.trainAccuracy();
    validationLoss = metrics.validationLoss();
    validationAccuracy = metrics.validationAccuracy();
    learningRate = metrics.learningRate();
    seconds = metrics.seconds();
    cores = epoch.cores();
  }

  EpochMetrics metrics() {
    return new EpochMetrics(
        key.epoch(),
        trainLoss,
        trainAccuracy,
        validationLoss,
        validationAccuracy,
        learningRate,
        seconds);
  }

  long trialId() {
    return key.trialId();
  }

  @Override
  public Key getId() {
    return key;
  }

  @Override
  public boolean isNew() {
    // Epochs are only ever added: a second one with the same number breaks the primary key.
    return true;
  }
}
