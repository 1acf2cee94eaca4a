/** Matrix products by oneDNN and loops over floats that the JIT compiler vectorises. */
@ApplicationModule(
    id = "engine.fused.arithmetic",
    allowedDependencies = {"network"})
@NullMarked
package dev.trainyard.engine.fused.arithmetic;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
