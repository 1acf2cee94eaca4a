/**
 * The database as a whole: whether it is this service's own, whether it can be used, how large it
 * is; and the upkeep of the embedded one's file.
 */
@ApplicationModule(allowedDependencies = {"refusal", "settings"})
@NullMarked
package dev.trainyard.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
