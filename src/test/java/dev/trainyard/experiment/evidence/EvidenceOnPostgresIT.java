package dev.trainyard.experiment.evidence;

import dev.trainyard.experiment.OnPostgres;
import org.jspecify.annotations.NullUnmarked;

@OnPostgres
@NullUnmarked
class EvidenceOnPostgresIT extends EvidenceContract {}
