package dev.trainyard.scoring;

import dev.trainyard.experiment.OnPostgres;
import org.jspecify.annotations.NullUnmarked;

@OnPostgres
@NullUnmarked
class RobustnessOnPostgresIT extends RobustnessContract {}
