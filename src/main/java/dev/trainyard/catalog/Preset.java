package dev.trainyard.catalog;

import dev.trainyard.network.NetworkSpec;
import dev.trainyard.training.TrainingSpec;

/**
 * A network with a name, and the training it is known to do well with.
 *
 * @param name the name that requests use
 * @param title a few words for a heading
 * @param description what it is and where it comes from
 */
public record Preset(
    String name, String title, String description, NetworkSpec network, TrainingSpec training) {}
