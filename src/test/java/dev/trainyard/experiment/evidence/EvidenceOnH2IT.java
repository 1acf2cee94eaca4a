package dev.trainyard.experiment.evidence;

import dev.trainyard.experiment.OnH2;
import org.jspecify.annotations.NullUnmarked;

@OnH2
@NullUnmarked
class EvidenceOnH2IT extends EvidenceContract {}
