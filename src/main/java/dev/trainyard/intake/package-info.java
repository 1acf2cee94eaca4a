/**
 * Takes in what users bring to train on: archives, IDX files and tables are read as a hostile file
 * would have to be, and become the files of a dataset.
 */
@ApplicationModule(allowedDependencies = {"dataset", "picture", "refusal"})
@NullMarked
package dev.trainyard.intake;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
