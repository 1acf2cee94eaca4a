/** Studies: named templates, each of which queues several experiments that belong together. */
@NullMarked
package dev.trainyard.study;

import org.jspecify.annotations.NullMarked;
