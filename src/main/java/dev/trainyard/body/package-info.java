/**
 * Bodies of requests that come to an end, however large they are or however slowly they are sent.
 */
@ApplicationModule(allowedDependencies = {"refusal", "settings"})
@NullMarked
package dev.trainyard.body;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
