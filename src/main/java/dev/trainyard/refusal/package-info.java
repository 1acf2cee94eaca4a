/** What the service does not do, and why, in the words of its users. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.trainyard.refusal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
