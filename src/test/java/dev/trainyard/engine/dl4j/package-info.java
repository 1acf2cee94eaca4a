@NullMarked
package dev.trainyard.engine.dl4j;

import org.jspecify.annotations.NullMarked;
