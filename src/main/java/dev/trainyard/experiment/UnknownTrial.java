package dev.trainyard.experiment;

import dev.trainyard.refusal.Refusal;

/** An experiment has no trial with this number. */
public class UnknownTrial extends Refusal {
  private static final long serialVersionUID = 1L;

  public UnknownTrial(long experimentId, int number) {
    super(Kind.UNKNOWN, "experiment %d has no trial %d".formatted(experimentId, number));
  }
}
