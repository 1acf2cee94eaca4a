/** The experiment: its trials, its tables, its queue and its web API. */
@NullMarked
package dev.trainyard.experiment;

import org.jspecify.annotations.NullMarked;
