/**
 * The embedded database's file: whether another process has it, how large it is, and its upkeep.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.trainyard.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
