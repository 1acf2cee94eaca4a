/** Makes pages of a Markdown text with numbered figures and tables, formulas and drawings. */
@NullMarked
package dev.trainyard.report.print;

import org.jspecify.annotations.NullMarked;
