package dev.trainyard.engine;

import org.jspecify.annotations.Nullable;

/**
 * What computed a training: without it a figure cannot be reproduced to the last digit.
 *
 * @param engine its name in JSON
 * @param library the library whose layers and updates it runs, with its version
 * @param blas the library that multiplies matrices, with its version, and how where there is a
 *     choice
 * @param threads threads that one trial keeps busy at most
 * @param card that it computes on, with its architecture and memory; null where the processor does
 */
public record EngineProvenance(
    String engine, String library, String blas, int threads, @Nullable String card) {

  /** Of an engine that computes on the processor. */
  public EngineProvenance(String engine, String library, String blas, int threads) {
    this(engine, library, blas, threads, null);
  }
}
