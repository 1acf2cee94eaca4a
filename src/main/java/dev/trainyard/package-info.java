/** Trainyard: a training service for neural networks on the JVM. */
@NullMarked
package dev.trainyard;

import org.jspecify.annotations.NullMarked;
