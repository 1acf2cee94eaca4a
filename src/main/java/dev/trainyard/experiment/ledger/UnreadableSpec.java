package dev.trainyard.experiment.ledger;

import dev.trainyard.refusal.Refusal;

/** What is stored of an experiment cannot be read by this version of the service. */
class UnreadableSpec extends Refusal {
  private static final long serialVersionUID = 1L;

  UnreadableSpec(Throwable cause) {
    super(
        Kind.CONFLICT,
        "what is stored of the experiment cannot be read by this version of the service: "
            + String.valueOf(cause.getMessage()).lines().findFirst().orElse("it is empty"));
    initCause(cause);
  }
}
