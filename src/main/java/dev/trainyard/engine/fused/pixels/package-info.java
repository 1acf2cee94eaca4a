/**
 * A dataset's images as a first dense layer takes them: the pixels that are black in nearly all of
 * them as a list, the others side by side.
 */
@ApplicationModule(
    id = "engine.fused.pixels",
    allowedDependencies = {"dataset"})
@NullMarked
package dev.trainyard.engine.fused.pixels;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
