package dev.trainyard.dataset;

/**
 * A dataset in memory, read from files whose checksums were verified.
 *
 * @param facts what the dataset is
 * @param source what served its files, such as a directory or the address of a mirror
 */
public record ImageDataset(
    DatasetFacts facts, String source, LabelledImages train, LabelledImages test) {}
