/** What can be asked for by name: presets and datasets, and their web pages. */
@NullMarked
package dev.trainyard.catalog;

import org.jspecify.annotations.NullMarked;
