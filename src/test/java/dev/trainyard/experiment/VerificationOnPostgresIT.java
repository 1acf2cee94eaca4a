package dev.trainyard.experiment;

import org.jspecify.annotations.NullUnmarked;

@OnPostgres
@NullUnmarked
class VerificationOnPostgresIT extends VerificationContract {}
