/** Whether a training comes out the same when it is trained again from its record. */
@NullMarked
package dev.trainyard.verification;

import org.jspecify.annotations.NullMarked;
