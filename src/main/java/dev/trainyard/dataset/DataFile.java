package dev.trainyard.dataset;

/**
 * A file of a dataset and how to recognise it.
 *
 * @param name as published, without a compression suffix
 * @param bytes its size
 * @param sha256 its SHA-256 in lower-case hexadecimal
 */
public record DataFile(String name, long bytes, String sha256) {}
