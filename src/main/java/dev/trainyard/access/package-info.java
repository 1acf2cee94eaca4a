/** Who may ask what: requests that are meant for this service, and the keys that they bring. */
@ApplicationModule(allowedDependencies = {"refusal", "settings", "web"})
@NullMarked
package dev.trainyard.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
