/** How long experiments will take, from measured speed. */
@ApplicationModule(
    allowedDependencies = {
      "catalog",
      "dataset",
      "engine",
      "experiment",
      "experiment.spec",
      "network",
      "training"
    })
@NullMarked
package dev.trainyard.experiment.forecast;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
