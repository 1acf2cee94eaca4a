/** What is trained: the network language, shape inference, parameter counts and the loss. */
@NullMarked
package dev.trainyard.network;

import org.jspecify.annotations.NullMarked;
