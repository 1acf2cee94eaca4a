package dev.trainyard.experiment;

/** What other modules may ask about experiments. */
public interface Experiments {

  /**
   * The learning curves of all trials.
   *
   * @throws UnknownExperiment if there is none with this id
   */
  Curves curves(long id);
}
