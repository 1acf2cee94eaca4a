/**
 * What all engines share: their contract, randomness, initial parameters, augmented images and
 * checkpoints; and the choice among them.
 */
@ApplicationModule(allowedDependencies = {"dataset", "network", "training"})
@NullMarked
package dev.trainyard.engine;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
