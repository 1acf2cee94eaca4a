@NullMarked
package dev.trainyard.training.dl4j;

import org.jspecify.annotations.NullMarked;
