package dev.trainyard.experiment;

import dev.trainyard.web.Problem;

/** Another module's say in whether a single experiment may be deleted. */
public interface DeletionVeto {

  /**
   * Returns if it may.
   *
   * @throws Problem 409 with the reason and the remedy if it may not
   */
  void check(long experimentId);
}
