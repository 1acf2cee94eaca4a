package dev.trainyard.experiment.ledger;

import dev.trainyard.experiment.ExperimentSpec;
import dev.trainyard.network.NetworkSpec;
import dev.trainyard.outcome.Status;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * An experiment as it is stored. Whoever changes it or one of its trials holds the lock of its row
 * ({@link ExperimentRows#lock}), so that its changes have one order in all processes.
 */
@Entity
class Experiment {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private @Nullable Long id;

  private String name;

  @Convert(converter = JsonColumn.OfSpec.class)
  @Column(length = 1_000_000)
  private Stored<ExperimentSpec> spec;

  /** Whatever becomes of its preset. */
  @Convert(converter = JsonColumn.OfLayers.class)
  @Column(length = 1_000_000)
  private Stored<NetworkSpec> layers;

  @Enumerated(EnumType.STRING)
  private Status status = Status.QUEUED;

  private int priority;
  private long events;
  private Instant createdAt;
  private @Nullable Instant startedAt;
  private @Nullable Instant finishedAt;

  /** The trial that it trains again; null for an experiment that stands for itself. */
  private @Nullable Long retrainedTrialId;

  private int retrainedEpochs;

  @SuppressWarnings("NullAway.Init")
  protected Experiment() {}

  Experiment(Stored<ExperimentSpec> spec, Stored<NetworkSpec> layers, Instant createdAt) {
    this.name = spec.value().name();
    this.spec = spec;
    this.layers = layers;
    this.priority = spec.value().priority();
    this.createdAt = createdAt;
  }

  /** Takes its status from those of all its trials. */
  void follow(Collection<Status> trials, Instant now) {
    status = Status.of(trials);
    if (startedAt == null && status == Status.RUNNING) {
      startedAt = now;
    }
    finishedAt = status.isFinal() ? now : null;
  }

  /** The number of the next event. */
  long nextEvent() {
    return ++events;
  }

  /** Asks for another number of epochs. */
  void respecify(Stored<ExperimentSpec> newSpec) {
    spec = newSpec;
  }

  /** Says that it trains a completed trial again. */
  void retrains(Trial trial) {
    retrainedTrialId = trial.id();
    retrainedEpochs = trial.epochsCompleted();
  }

  long id() {
    if (id == null) {
      throw new IllegalStateException("not stored yet");
    }
    return id;
  }

  String name() {
    return name;
  }

  /**
   * What was asked for.
   *
   * @throws UnreadableSpec if this version of the service cannot read it
   */
  ExperimentSpec spec() {
    return spec.value();
  }

  /**
   * What its network is made of.
   *
   * @throws UnreadableSpec if this version of the service cannot read it
   */
  NetworkSpec layers() {
    return layers.value();
  }

  Status status() {
    return status;
  }

  int priority() {
    return priority;
  }

  Instant createdAt() {
    return createdAt;
  }

  @Nullable Instant startedAt() {
    return startedAt;
  }

  @Nullable Instant finishedAt() {
    return finishedAt;
  }

  @Nullable Long retrainedTrialId() {
    return retrainedTrialId;
  }

  /** The epochs that the trial had which it trains again. */
  int retrainedEpochs() {
    return retrainedEpochs;
  }
}
