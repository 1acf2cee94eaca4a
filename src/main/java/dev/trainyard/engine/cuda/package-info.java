/** The engine that trains on an NVIDIA card: networks, updates and augmentation as its kernels. */
@ApplicationModule(
    id = "engine.cuda",
    allowedDependencies = {"dataset", "engine", "engine.cuda.driver", "network", "training"})
@NullMarked
package dev.trainyard.engine.cuda;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
