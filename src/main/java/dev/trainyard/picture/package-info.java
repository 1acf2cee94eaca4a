/**
 * Pictures of any kind, read with care, turned into what a dataset's pictures look like, and
 * written; knows nothing of the web.
 */
@ApplicationModule(allowedDependencies = {"dataset"})
@NullMarked
package dev.trainyard.picture;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
