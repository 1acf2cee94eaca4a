/** Datasets that users bring: taken in over HTTP, kept in the database, fetched by every worker. */
@ApplicationModule(
    allowedDependencies = {"body", "catalog", "dataset", "intake", "refusal", "settings", "web"})
@NullMarked
package dev.trainyard.upload;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
