/** What is trained on: labelled images, read from verified files and kept as bytes. */
@NullMarked
package dev.trainyard.dataset;

import org.jspecify.annotations.NullMarked;
