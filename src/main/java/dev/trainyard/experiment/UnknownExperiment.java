package dev.trainyard.experiment;

import dev.trainyard.web.Problem;
import org.springframework.http.HttpStatus;

/** There is no experiment with this id. */
public class UnknownExperiment extends Problem {
  private static final long serialVersionUID = 1L;

  public UnknownExperiment(long id) {
    super(HttpStatus.NOT_FOUND, "there is no experiment %d".formatted(id));
  }
}
