/**
 * The page that a browser shows at {@code /}: the files that it is made of, and how they are kept.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.trainyard.page;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
