/**
 * An NVIDIA card from plain Java: its driver, cuBLAS and NVRTC through the Foreign Function API.
 */
@ApplicationModule(
    id = "engine.cuda.driver",
    allowedDependencies = {})
@NullMarked
package dev.trainyard.engine.cuda.driver;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
