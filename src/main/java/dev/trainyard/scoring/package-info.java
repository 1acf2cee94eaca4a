/** What trained networks say of images: ensembles and shifted images. */
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
