/** How the service says no: RFC 9457 problem details for every error. */
@NullMarked
package dev.trainyard.problem;

import org.jspecify.annotations.NullMarked;
