package dev.trainyard.study;

import dev.trainyard.refusal.Refusal;

/** There is no study with this id. */
public class UnknownStudy extends Refusal {
  private static final long serialVersionUID = 1L;

  UnknownStudy(long id) {
    super(Kind.UNKNOWN, "there is no study %d".formatted(id));
  }
}
