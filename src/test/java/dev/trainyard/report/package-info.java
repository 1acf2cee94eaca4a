@NullUnmarked
package dev.trainyard.report;

import org.jspecify.annotations.NullUnmarked;
