package dev.trainyard.bench;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * The machine's own limit as a contestant: square matrix products, one on each thread. Answers with
 * the seconds of {@link #FLOPS} operations.
 *
 * <p>Usage: library threads, with {@code OMP_NUM_THREADS=1} so that a product stays on its thread.
 */
final class SgemmContestant {
  private static final int SIZE = 1024;
  private static final int PRODUCTS = 48;

  /** Operations of one answer, whatever the number of threads. */
  static final double FLOPS = 2.0 * SIZE * SIZE * SIZE * PRODUCTS;

  private final boolean oneDnn;
  private final int threads;

  private SgemmContestant(boolean oneDnn, int threads) {
    this.oneDnn = oneDnn;
    this.threads = threads;
  }

  static void main(String[] arguments) throws Exception {
    boolean oneDnn = arguments[0].equals("oneDNN");
    SgemmContestant contestant = new SgemmContestant(oneDnn, Integer.parseInt(arguments[1]));
    System.out.println("ready " + (oneDnn ? oneDnnVersion() : openblas_nolapack.OPENBLAS_VERSION));
    contestant.answer();
  }

  private static String oneDnnVersion() {
    var version = dnnl.dnnl_version();
    return "oneDNN %d.%d.%d".formatted(version.major(), version.minor(), version.patch());
  }

  private void answer() throws Exception {
    BufferedReader requests =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (requests.readLine() != null) {
      long start = System.nanoTime();
      IntStream.range(0, threads)
          .mapToObj(_ -> Thread.ofPlatform().start(this::products))
          .toList()
          .forEach(SgemmContestant::join);
      System.out.printf(Locale.ROOT, "epoch %.6f 0%n", (System.nanoTime() - start) / 1e9);
    }
  }

  private void products() {
    try (FloatPointer a = filled(0.5f);
        FloatPointer b = filled(0.25f);
        FloatPointer c = filled(0)) {
      for (int i = 0; i < PRODUCTS / threads; i++) {
        multiply(a, b, c);
      }
    }
  }

  private void multiply(FloatPointer a, FloatPointer b, FloatPointer c) {
    byte n = 'N';
    if (oneDnn) {
      dnnl.dnnl_sgemm(n, n, SIZE, SIZE, SIZE, 1, a, SIZE, b, SIZE, 0, c, SIZE);
    } else {
      openblas_nolapack.cblas_sgemm(
          openblas_nolapack.CblasRowMajor,
          openblas_nolapack.CblasNoTrans,
          openblas_nolapack.CblasNoTrans,
          SIZE,
          SIZE,
          SIZE,
          1,
          a,
          SIZE,
          b,
          SIZE,
          0,
          c,
          SIZE);
    }
  }

  private static FloatPointer filled(float value) {
    float[] values = new float[SIZE * SIZE];
    Arrays.fill(values, value);
    return new FloatPointer(values);
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
