/** Makes pages of a Markdown text with numbered figures and tables, formulas and drawings. */
@ApplicationModule(
    id = "report.print",
    allowedDependencies = {})
@NullMarked
package dev.trainyard.report.print;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
