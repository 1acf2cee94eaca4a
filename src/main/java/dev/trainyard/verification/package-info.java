/** Whether a training comes out the same when it is trained again from its record. */
@ApplicationModule(allowedDependencies = {"experiment", "outcome", "refusal", "training"})
@NullMarked
package dev.trainyard.verification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
