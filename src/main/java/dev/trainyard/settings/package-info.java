/** The operator's settings: resolved and checked at the start, before anything is opened. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.trainyard.settings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
