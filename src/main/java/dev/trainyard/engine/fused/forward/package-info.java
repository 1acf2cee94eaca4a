/** What a trained network says of a few images, without all that training needs. */
@ApplicationModule(
    id = "engine.fused.forward",
    allowedDependencies = {"dataset", "engine", "engine.fused.arithmetic", "network"})
@NullMarked
package dev.trainyard.engine.fused.forward;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
