/**
 * Proves the engine {@code cuda} on a machine with a card: begin with {@link
 * dev.trainyard.gpu.GpuCheck}, which runs each {@link dev.trainyard.gpu.Section} in a process of
 * its own. {@link dev.trainyard.gpu.Archive} packs what that needs.
 */
@NullMarked
package dev.trainyard.gpu;

import org.jspecify.annotations.NullMarked;
