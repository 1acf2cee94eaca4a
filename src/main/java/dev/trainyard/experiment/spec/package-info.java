/** From a request to checked cells: defaults, sweeps, and the paths of their parameters. */
@ApplicationModule(
    allowedDependencies = {
      "catalog",
      "dataset",
      "engine",
      "experiment",
      "network",
      "refusal",
      "settings",
      "training",
      "web"
    })
@NullMarked
package dev.trainyard.experiment.spec;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
