/** Where a trained network errs and what its layers see, in numbers and in pictures. */
@ApplicationModule(
    allowedDependencies = {
      "catalog",
      "chart",
      "dataset",
      "engine",
      "experiment",
      "network",
      "refusal",
      "statistics",
      "web"
    })
@NullMarked
package dev.trainyard.evaluation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
