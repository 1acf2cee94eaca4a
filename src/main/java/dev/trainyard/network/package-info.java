/** What is trained: the network language, shape inference, parameter counts and the loss. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.trainyard.network;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
