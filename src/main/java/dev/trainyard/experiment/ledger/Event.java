package dev.trainyard.experiment.ledger;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.io.Serializable;
import java.time.Instant;
import org.springframework.data.domain.Persistable;

/** Something that happened to an experiment, as it is stored; never changed. */
@Entity
class Event implements Persistable<Event.Key> {

  /** Which event of which experiment, counted from 1. */
  @Embeddable
  record Key(long experimentId, long number) implements Serializable {}

  @EmbeddedId private Key key;

  @Enumerated(EnumType.STRING)
  private EventLog.Type type;

  /** Read by people who look into the database. */
  @SuppressWarnings("UnusedVariable")
  private Instant at;

  /** A JSON object. */
  @Column(length = 20_000)
  private String data;

  @SuppressWarnings("NullAway.Init")
  protected Event() {}

  Event(Key key, EventLog.Type type, Instant at, String data) {
    this.key = key;
    this.type = type;
    this.at = at;
    this.data = data;
  }

  long number() {
    return key.number();
  }

  EventLog.Type type() {
    return type;
  }

  String data() {
    return data;
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
