/**
 * Loads a service of its own as many users at once would, and measures what they see; begin with
 * {@link dev.trainyard.load.Load}.
 */
@NullMarked
package dev.trainyard.load;

import org.jspecify.annotations.NullMarked;
