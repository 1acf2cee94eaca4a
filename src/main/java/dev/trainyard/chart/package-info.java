/** Pictures and tables of experiments, fit for print. */
@ApplicationModule(
    allowedDependencies = {"experiment", "outcome", "refusal", "statistics", "training", "web"})
@NullMarked
package dev.trainyard.chart;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
