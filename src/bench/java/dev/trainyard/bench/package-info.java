/** The benchmark: Trainyard's engine beside its peers, interleaved in one run. */
@NullMarked
package dev.trainyard.bench;

import org.jspecify.annotations.NullMarked;
