/**
 * Pictures and tables of experiments, fit for print, and the parts that other packages draw their
 * own with: the confusion matrix, for one, stands with its numbers in {@code evaluation}.
 */
@ApplicationModule(
    allowedDependencies = {
      "experiment",
      "outcome",
      "picture",
      "refusal",
      "statistics",
      "training",
      "web"
    })
@NullMarked
package dev.trainyard.chart;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
