/** Pictures of experiments, fit for print. */
@NullMarked
package dev.trainyard.chart;

import org.jspecify.annotations.NullMarked;
