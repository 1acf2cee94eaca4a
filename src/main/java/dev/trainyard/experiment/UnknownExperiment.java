package dev.trainyard.experiment;

/** There is no experiment with this id. */
public class UnknownExperiment extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnknownExperiment(long id) {
    super("there is no experiment %d".formatted(id));
  }
}
