package dev.trainyard.engine;

/**
 * What computed a training: without it a figure cannot be reproduced to the last digit.
 *
 * @param engine its name in JSON
 * @param library the library whose layers and updates it runs, with its version
 * @param blas the library that multiplies matrices, with its version
 * @param threads threads that one trial keeps busy at most
 */
public record EngineProvenance(String engine, String library, String blas, int threads) {}
