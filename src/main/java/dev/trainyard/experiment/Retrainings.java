package dev.trainyard.experiment;

import dev.trainyard.refusal.Refusal;
import java.util.List;
import java.util.Optional;

/**
 * Trains trials again from their records.
 *
 * <p>Each is trained by an ordinary experiment with a single trial, so it waits in the queue,
 * survives the death of its process, can be cancelled and resumed, and leaves its own curve: the
 * former record is not touched. It is deleted with the experiment that it repeats.
 */
public interface Retrainings {

  /**
   * Queues the training of a trial once more, with its own spec and seed, and returns the id of the
   * experiment that does it.
   *
   * @throws UnknownExperiment if there is none with this id
   * @throws Refusal UNKNOWN if it has no such trial, CONFLICT if the trial is not COMPLETED
   */
  long start(long experimentId, int number);

  /**
   * All trainings that repeat a trial of an experiment, the latest first.
   *
   * @throws UnknownExperiment if there is none with this id
   */
  List<Retraining> of(long experimentId);

  /**
   * One of them.
   *
   * @param id of the experiment that trains again
   * @throws UnknownExperiment if there is none with the id {@code experimentId}
   */
  Optional<Retraining> find(long experimentId, long id);
}
