/**
 * The fast engine: the same networks and updates as DL4J's, with each mini-batch written straight
 * on a matrix product. Begin with {@link dev.trainyard.training.fused.FusedEngine}; a kind of layer
 * is a {@link dev.trainyard.training.fused.Stage}.
 */
@NullMarked
package dev.trainyard.training.fused;

import org.jspecify.annotations.NullMarked;
