@NullUnmarked
package dev.trainyard.report.print;

import org.jspecify.annotations.NullUnmarked;
