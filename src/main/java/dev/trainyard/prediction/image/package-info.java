/**
 * Pictures of any kind, read with care and turned into what a dataset's pictures look like; knows
 * nothing of the web.
 */
@ApplicationModule(
    id = "prediction.image",
    allowedDependencies = {"dataset"})
@NullMarked
package dev.trainyard.prediction.image;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
