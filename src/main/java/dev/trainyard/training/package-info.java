/** How it is trained: the training language and the engines that turn a plan into epochs. */
@NullMarked
package dev.trainyard.training;

import org.jspecify.annotations.NullMarked;
