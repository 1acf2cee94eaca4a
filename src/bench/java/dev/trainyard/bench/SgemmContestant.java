package dev.trainyard.bench;

import dev.trainyard.training.fused.OpenBlas;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The machine's own limit as a contestant: square matrix products by the same OpenBLAS, one on each
 * thread. Answers with the seconds of {@link #FLOPS} operations.
 *
 * <p>Usage: threads.
 */
final class SgemmContestant {
  private static final int SIZE = 1024;
  private static final int PRODUCTS = 24;

  /** Operations of one answer, whatever the number of threads. */
  static final double FLOPS = 2.0 * SIZE * SIZE * SIZE * PRODUCTS;

  private SgemmContestant() {}

  static void main(String[] arguments) throws Exception {
    int threads = Integer.parseInt(arguments[0]);
    System.out.println("ready OpenBLAS " + OpenBlas.description());
    BufferedReader requests =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (requests.readLine() != null) {
      long start = System.nanoTime();
      IntStream.range(0, threads)
          .mapToObj(_ -> Thread.ofPlatform().start(() -> multiply(PRODUCTS / threads)))
          .toList()
          .forEach(SgemmContestant::join);
      System.out.printf(Locale.ROOT, "%.6f 0%n", (System.nanoTime() - start) / 1e9);
    }
  }

  private static void multiply(int products) {
    float[] a = new float[SIZE * SIZE];
    float[] b = new float[SIZE * SIZE];
    float[] c = new float[SIZE * SIZE];
    Arrays.fill(a, 0.5f);
    Arrays.fill(b, 0.25f);
    for (int i = 0; i < products; i++) {
      OpenBlas.multiply(SIZE, a, b, c);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
