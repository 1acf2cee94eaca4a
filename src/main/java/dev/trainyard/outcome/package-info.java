/**
 * What trainings have come to: curves, replicates, sweeps, and what chance makes of them; values
 * without a database.
 */
@ApplicationModule(allowedDependencies = {"refusal", "statistics", "training"})
@NullMarked
package dev.trainyard.outcome;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
