/** What is trained on: labelled images, read from verified files and kept as bytes. */
@ApplicationModule(allowedDependencies = {"refusal"})
@NullMarked
package dev.trainyard.dataset;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
