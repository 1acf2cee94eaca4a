package dev.trainyard.scoring;

import dev.trainyard.experiment.OnH2;
import org.jspecify.annotations.NullUnmarked;

@OnH2
@NullUnmarked
class RobustnessOnH2IT extends RobustnessContract {}
