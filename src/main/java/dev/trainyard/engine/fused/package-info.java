/**
 * The fast engine: the same networks and updates as DL4J's, with each mini-batch written straight
 * on oneDNN's matrix products. Begin with {@link dev.trainyard.engine.fused.FusedEngine}, then
 * {@link dev.trainyard.engine.fused.FusedNetwork}; a kind of layer is a {@link
 * dev.trainyard.engine.fused.Stage}.
 *
 * <p>Where the time goes: to products that are large enough to run near the machine's peak, and
 * otherwise to loops over adjacent floats that the JIT compiler vectorises. What has no product to
 * do is left out: pixels that are black in nearly all images come as a list ({@link
 * dev.trainyard.engine.fused.RarePixels}), what a convolution or a batch normalisation makes is
 * pooled before it is stored ({@link dev.trainyard.engine.fused.PoolTail}, {@link
 * dev.trainyard.engine.fused.TileNormaliser}), plain SGD is the product's own sum, and where
 * kernels are large and many a convolution is a product of Fourier transforms ({@link
 * dev.trainyard.engine.fused.FourierConvStage}).
 */
@ApplicationModule(
    id = "engine.fused",
    allowedDependencies = {
      "dataset",
      "engine",
      "engine.fused.arithmetic",
      "engine.fused.forward",
      "engine.fused.fourier",
      "engine.fused.pixels",
      "engine.fused.team",
      "engine.fused.update",
      "network",
      "training"
    })
@NullMarked
package dev.trainyard.engine.fused;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
