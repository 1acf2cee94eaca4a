/** The report of a study: words around measured numbers, as a page, as a PDF and as Markdown. */
@ApplicationModule(
    allowedDependencies = {
      "catalog",
      "chart",
      "dataset",
      "engine",
      "experiment",
      "network",
      "outcome",
      "refusal",
      "report.print",
      "scoring",
      "statistics",
      "study",
      "training",
      "web"
    })
@NullMarked
package dev.trainyard.report;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
