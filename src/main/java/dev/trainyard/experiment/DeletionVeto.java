package dev.trainyard.experiment;

import dev.trainyard.refusal.Refusal;

/** Another module's say in whether a single experiment may be deleted. */
public interface DeletionVeto {

  /**
   * Returns if it may.
   *
   * @throws Refusal CONFLICT with the reason and the remedy if it may not
   */
  void check(long experimentId);
}
