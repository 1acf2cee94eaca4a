package dev.trainyard.experiment.ledger;

import dev.trainyard.experiment.Provenance;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/** A stretch of training in one process: from a pick to the end, the stop or the death of it. */
@Entity
class Attempt implements Persistable<Attempt.Key> {

  /** Which attempt at which trial. */
  @Embeddable
  record Key(long trialId, int number) implements Serializable {}

  @EmbeddedId private Key key;
  private String process;
  private int fromEpoch;

  /** As soon as that is known. */
  @Convert(converter = JsonColumn.OfProvenance.class)
  @Column(length = 100_000)
  private @Nullable Stored<Provenance> provenance;

  /** Null where it is trained in the process of the service. */
  private @Nullable String isolation;

  /** How its own process died, if it did. */
  private @Nullable String death;

  private Instant startedAt;
  private @Nullable Instant endedAt;

  @SuppressWarnings("NullAway.Init")
  protected Attempt() {}

  /**
   * The attempt that a trial has just started.
   *
   * @param isolation why it has a process of its own; null if it has none
   */
  Attempt(Trial trial, String process, @Nullable String isolation, Instant startedAt) {
    key = new Key(trial.id(), trial.attempt());
    fromEpoch = trial.epochsCompleted();
    this.process = process;
    this.isolation = isolation;
    this.startedAt = startedAt;
  }

  long trialId() {
    return key.trialId();
  }

  int number() {
    return key.number();
  }

  String process() {
    return process;
  }

  /** Epochs that were finished before. */
  int fromEpoch() {
    return fromEpoch;
  }

  @Nullable Provenance provenance() {
    return provenance == null ? null : provenance.value();
  }

  @Nullable String isolation() {
    return isolation;
  }

  @Nullable String death() {
    return death;
  }

  Instant startedAt() {
    return startedAt;
  }

  @Nullable Instant endedAt() {
    return endedAt;
  }

  @Override
  public Key getId() {
    return key;
  }

  @Override
  public boolean isNew() {
    return true;
  }
}
