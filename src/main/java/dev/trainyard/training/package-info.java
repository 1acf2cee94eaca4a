/** How it is trained: the training language, and the figures of an epoch. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.trainyard.training;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
