/**
 * What trained networks said of each image: noted when a trial completes, kept, and made up for
 * where it is missing.
 */
@ApplicationModule(
    allowedDependencies = {
      "catalog",
      "database",
      "dataset",
      "engine",
      "experiment",
      "outcome",
      "refusal",
      "training"
    })
@NullMarked
package dev.trainyard.experiment.evidence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
