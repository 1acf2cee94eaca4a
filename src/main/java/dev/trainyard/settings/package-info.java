/**
 * The operator's settings: resolved and checked at the start, before anything is opened. Whether
 * the database in the data directory is this service's own is for {@code database} to say.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.trainyard.settings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
