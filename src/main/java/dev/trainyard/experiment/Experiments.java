package dev.trainyard.experiment;

import dev.trainyard.outcome.Curves;
import dev.trainyard.outcome.Sweep;
import dev.trainyard.refusal.Refusal;
import dev.trainyard.training.Metric;

/** What other modules may ask about experiments. */
public interface Experiments {

  /**
   * The learning curves of all trials.
   *
   * @throws UnknownExperiment if there is none with this id
   */
  Curves curves(long id);

  /**
   * What a sweep has come to so far. An experiment without a sweep has a single cell.
   *
   * @throws UnknownExperiment if there is none with this id
   */
  Sweep sweep(long id, Metric metric);

  /**
   * An experiment with its trials.
   *
   * @throws UnknownExperiment if there is none with this id
   */
  ExperimentView experiment(long id);

  /**
   * One trial of an experiment.
   *
   * @throws UnknownExperiment if there is none with this id
   * @throws Refusal UNKNOWN if it has no such trial
   */
  TrialView trial(long id, int number);

  /**
   * The heading of a picture: {@code Experiment 1: weight decay (hinton-500-300 on mnist)}.
   *
   * @throws UnknownExperiment if there is none with this id
   */
  String title(long id);
}
