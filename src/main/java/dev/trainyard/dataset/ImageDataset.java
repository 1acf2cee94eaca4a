package dev.trainyard.dataset;

/**
 * A dataset in memory, read from files whose checksums were verified.
 *
 * @param facts what the dataset is; the checksums of its files are in there
 * @param source what served its files, such as a directory or the address of a mirror
 * @param train the images to learn from
 * @param test the images to be judged on
 */
public record ImageDataset(
    DatasetFacts facts, String source, LabelledImages train, LabelledImages test) {}
