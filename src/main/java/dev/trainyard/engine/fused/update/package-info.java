/** How parameters are kept and updated: an optimizer's arithmetic, penalties and clipping. */
@ApplicationModule(
    id = "engine.fused.update",
    allowedDependencies = {"engine", "engine.fused.arithmetic", "engine.fused.team", "training"})
@NullMarked
package dev.trainyard.engine.fused.update;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
