/** Threads that share the pieces of a mini-batch. */
@ApplicationModule(
    id = "engine.fused.team",
    allowedDependencies = {"engine.fused.arithmetic"})
@NullMarked
package dev.trainyard.engine.fused.team;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
