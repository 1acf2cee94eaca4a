/**
 * What trained networks say of images: ensembles, shifted images, and the networks to take along.
 */
@ApplicationModule(
    allowedDependencies = {
      "catalog",
      "dataset",
      "engine",
      "experiment",
      "outcome",
      "refusal",
      "statistics"
    })
@NullMarked
package dev.trainyard.scoring;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
