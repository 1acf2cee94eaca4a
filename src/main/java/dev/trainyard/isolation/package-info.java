/**
 * Training in a process of its own: no database in it, no web server, and a plain contract over
 * pipes with the process of the service, which feeds it and records what it says.
 */
@ApplicationModule(
    allowedDependencies = {"catalog", "dataset", "engine", "experiment", "settings", "training"})
@NullMarked
package dev.trainyard.isolation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
