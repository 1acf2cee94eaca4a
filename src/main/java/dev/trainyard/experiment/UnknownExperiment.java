package dev.trainyard.experiment;

import dev.trainyard.refusal.Refusal;

/** There is no experiment with this id. */
public class UnknownExperiment extends Refusal {
  private static final long serialVersionUID = 1L;

  public UnknownExperiment(long id) {
    super(Kind.UNKNOWN, "there is no experiment %d".formatted(id));
  }
}
