@NullUnmarked
package dev.trainyard.experiment;

import org.jspecify.annotations.NullUnmarked;
