package dev.trainyard.experiment;

import dev.trainyard.network.NetworkSpec;
import dev.trainyard.training.TrainingSpec;

/** All that decides the result of one trial: its cell's parameters and its seed are filled in. */
public record TrialSpec(String dataset, NetworkSpec network, TrainingSpec training) {}
