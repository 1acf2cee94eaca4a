/** A worker: picks a trial from the queue, trains it, and has every epoch recorded. */
@ApplicationModule(
    allowedDependencies = {
      "catalog",
      "database",
      "dataset",
      "engine",
      "experiment",
      "experiment.evidence",
      "experiment.ledger",
      "isolation",
      "network",
      "outcome",
      "refusal",
      "training"
    })
@NullMarked
package dev.trainyard.experiment.work;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
