@NullUnmarked
package dev.trainyard.database;

import org.jspecify.annotations.NullUnmarked;
