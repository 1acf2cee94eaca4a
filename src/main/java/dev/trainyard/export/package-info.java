/** Trained networks for elsewhere: as files that other runtimes read, and as code to run. */
@ApplicationModule(
    allowedDependencies = {
      "catalog",
      "dataset",
      "engine",
      "experiment",
      "network",
      "outcome",
      "refusal",
      "training",
      "web"
    })
@NullMarked
package dev.trainyard.export;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
