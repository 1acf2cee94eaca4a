package dev.trainyard.experiment.ledger;

import dev.trainyard.experiment.OnPostgres;
import org.jspecify.annotations.NullUnmarked;

@OnPostgres
@NullUnmarked
class ExperimentOnPostgresIT extends ExperimentContract {}
