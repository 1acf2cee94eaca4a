package dev.trainyard.study;

import dev.trainyard.experiment.OnPostgres;
import org.jspecify.annotations.NullUnmarked;

@OnPostgres
@NullUnmarked
class StudyOnPostgresIT extends StudyContract {}
