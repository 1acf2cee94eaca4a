/** The arithmetic of the engine {@code fused}, measured by JMH one kernel at a time. */
@NullMarked
package dev.trainyard.kernels;

import org.jspecify.annotations.NullMarked;
