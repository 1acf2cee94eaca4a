/** Experiments over HTTP: submitting, showing, watching, cancelling, resuming, deleting. */
@ApplicationModule(
    allowedDependencies = {
      "catalog",
      "database",
      "experiment",
      "experiment.forecast",
      "experiment.evidence",
      "experiment.ledger",
      "experiment.spec",
      "outcome",
      "refusal",
      "settings",
      "web"
    })
@NullMarked
package dev.trainyard.experiment.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
