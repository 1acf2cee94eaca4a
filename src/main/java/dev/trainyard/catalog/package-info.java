/** What can be asked for by name: presets and datasets, and their web pages. */
@ApplicationModule(
    allowedDependencies = {"dataset", "engine", "network", "picture", "refusal", "training", "web"})
@NullMarked
package dev.trainyard.catalog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
