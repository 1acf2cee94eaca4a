package dev.trainyard.experiment;

import dev.trainyard.web.Problem;
import org.springframework.http.HttpStatus;

/** An experiment has no trial with this number. */
public class UnknownTrial extends Problem {
  private static final long serialVersionUID = 1L;

  public UnknownTrial(long experimentId, int number) {
    super(HttpStatus.NOT_FOUND, "experiment %d has no trial %d".formatted(experimentId, number));
  }
}
