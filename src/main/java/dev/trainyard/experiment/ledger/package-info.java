/**
 * What is stored of experiments, and all that changes it: the tables, the queue, every step of a
 * trial.
 */
@ApplicationModule(
    allowedDependencies = {
      "catalog",
      "database",
      "dataset",
      "engine",
      "experiment",
      "experiment.evidence",
      "experiment.spec",
      "network",
      "outcome",
      "refusal",
      "settings",
      "statistics",
      "training"
    })
@NullMarked
package dev.trainyard.experiment.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
