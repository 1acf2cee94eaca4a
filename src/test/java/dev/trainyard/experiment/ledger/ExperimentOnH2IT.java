package dev.trainyard.experiment.ledger;

import dev.trainyard.experiment.OnH2;
import org.jspecify.annotations.NullUnmarked;

@OnH2
@NullUnmarked
class ExperimentOnH2IT extends ExperimentContract {}
