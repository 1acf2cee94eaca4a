@NullUnmarked
package dev.trainyard.study;

import org.jspecify.annotations.NullUnmarked;
