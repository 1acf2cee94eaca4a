/** The reference engine: DL4J's own layers, gradients and updaters. */
@NullMarked
package dev.trainyard.training.dl4j;

import org.jspecify.annotations.NullMarked;
