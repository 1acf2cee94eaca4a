package dev.trainyard.experiment;

import org.jspecify.annotations.NullUnmarked;

@OnH2
@NullUnmarked
class QueueOnH2IT extends QueueContract {}
