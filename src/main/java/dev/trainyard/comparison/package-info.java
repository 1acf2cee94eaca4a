/**
 * Several experiments beside each other: their curves, their figures, and what is chance in them.
 */
@ApplicationModule(
    allowedDependencies = {
      "chart",
      "engine",
      "experiment",
      "outcome",
      "refusal",
      "statistics",
      "training",
      "web"
    })
@NullMarked
package dev.trainyard.comparison;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
