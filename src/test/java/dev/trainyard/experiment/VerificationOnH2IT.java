package dev.trainyard.experiment;

import org.jspecify.annotations.NullUnmarked;

@OnH2
@NullUnmarked
class VerificationOnH2IT extends VerificationContract {}
