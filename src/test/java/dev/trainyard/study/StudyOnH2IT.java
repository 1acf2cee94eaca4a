package dev.trainyard.study;

import dev.trainyard.experiment.OnH2;
import org.jspecify.annotations.NullUnmarked;

@OnH2
@NullUnmarked
class StudyOnH2IT extends StudyContract {}
