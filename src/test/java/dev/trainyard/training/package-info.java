@NullMarked
package dev.trainyard.training;

import org.jspecify.annotations.NullMarked;
