/**
 * Runs the experiments of {@code src/results/experiments} through a running service and writes what
 * came out to {@code src/docs/results.md}; begin with {@link dev.trainyard.results.Results}.
 */
@NullMarked
package dev.trainyard.results;

import org.jspecify.annotations.NullMarked;
