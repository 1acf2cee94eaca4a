/**
 * How requests are read strictly, and how whatever is refused is said: RFC 9457 problem details for
 * every error.
 */
@ApplicationModule(allowedDependencies = {"body", "refusal", "settings"})
@NullMarked
package dev.trainyard.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
