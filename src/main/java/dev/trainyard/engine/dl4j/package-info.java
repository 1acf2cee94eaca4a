/** The reference engine: DL4J's own layers, gradients and updaters. */
@ApplicationModule(
    id = "engine.dl4j",
    allowedDependencies = {"dataset", "engine", "network", "training"})
@NullMarked
package dev.trainyard.engine.dl4j;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
