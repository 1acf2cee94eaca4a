/** Fourier transforms of images and kernels as products with matrices of cosines and sines. */
@ApplicationModule(
    id = "engine.fused.fourier",
    allowedDependencies = {"engine.fused.arithmetic", "engine.fused.update"})
@NullMarked
package dev.trainyard.engine.fused.fourier;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
