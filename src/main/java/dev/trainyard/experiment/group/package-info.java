/** Several experiments as one. */
@ApplicationModule(
    allowedDependencies = {
      "experiment",
      "experiment.forecast",
      "experiment.ledger",
      "experiment.spec",
      "outcome"
    })
@NullMarked
package dev.trainyard.experiment.group;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
