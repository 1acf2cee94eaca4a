/** Studies: named templates, each of which queues several experiments that belong together. */
@ApplicationModule(allowedDependencies = {"experiment", "outcome", "refusal", "web"})
@NullMarked
package dev.trainyard.study;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
