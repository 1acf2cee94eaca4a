/** What trained networks take a user's own pictures for. */
@ApplicationModule(
    allowedDependencies = {
      "body",
      "catalog",
      "dataset",
      "engine",
      "experiment",
      "picture",
      "refusal",
      "settings",
      "statistics",
      "training",
      "web"
    })
@NullMarked
package dev.trainyard.prediction;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
