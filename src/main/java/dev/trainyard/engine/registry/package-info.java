/** The engines there are: the only place that knows each by its class. */
@ApplicationModule(
    id = "engine.registry",
    allowedDependencies = {"engine", "engine.cuda", "engine.dl4j", "engine.fused", "settings"})
@NullMarked
package dev.trainyard.engine.registry;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
