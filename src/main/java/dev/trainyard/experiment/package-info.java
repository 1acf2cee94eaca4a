/**
 * The experiment as other packages know it: requests, specs, views, and what may be asked of it.
 */
@ApplicationModule(
    allowedDependencies = {
      "catalog",
      "dataset",
      "engine",
      "network",
      "outcome",
      "refusal",
      "statistics",
      "training",
      "web"
    })
@NullMarked
package dev.trainyard.experiment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
