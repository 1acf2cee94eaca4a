@NullUnmarked
package dev.trainyard.experiment.ledger;

import org.jspecify.annotations.NullUnmarked;
