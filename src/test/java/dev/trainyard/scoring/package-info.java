@NullUnmarked
package dev.trainyard.scoring;

import org.jspecify.annotations.NullUnmarked;
