@NullUnmarked
package dev.trainyard.outcome;

import org.jspecify.annotations.NullUnmarked;
