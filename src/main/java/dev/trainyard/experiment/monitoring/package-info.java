/** What an operator watches over time: meters of the queue and of training. */
@ApplicationModule(
    allowedDependencies = {
      "catalog",
      "dataset",
      "experiment",
      "experiment.ledger",
      "outcome",
      "training"
    })
@NullMarked
package dev.trainyard.experiment.monitoring;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
