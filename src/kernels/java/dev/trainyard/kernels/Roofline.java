package dev.trainyard.kernels;

import dev.trainyard.engine.fused.arithmetic.Sgemm;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.results.Result;

/**
 * What each kernel could reach at best: the operations of the largest product in a second, or what
 * the memory that its arrays fit into moves, whichever is less (Williams, Waterman and Patterson
 * 2009).
 */
final class Roofline {
  private static final String HEAD =
      """
      # Kernels

      The arithmetic that the engine `fused` spends an epoch on, each kernel by itself, in the sizes of the presets, on one
      thread, measured by JMH; run it again with `mvn -Pkernels verify`. Times are the medians of twelve measurements, and between
      which ones the middle half was. Operations are additions, multiplications, divisions and roots; bytes those of every array
      once. The *roof* is what a kernel could reach at best: the peak, which is the product of two large matrices, or what the memory
      that its arrays fit into moves, which the rows below it measure, whichever is less (Williams, Waterman and Patterson 2009).

      | kernel | microseconds | quartiles | GFLOP/s | GB/s | operations per byte | bound by | of the roof |
      |---|---|---|---|---|---|---|---|
      """;

  /** What shows how much each memory moves, the nearest first. */
  private static final List<Kernel> MEMORIES =
      List.of(
          Kernel.NEAREST_MEMORY, Kernel.SECOND_MEMORY, Kernel.THIRD_MEMORY, Kernel.FARTHEST_MEMORY);

  private final Map<Kernel, Result<?>> results;

  /**
   * @param results nanoseconds of each kernel
   */
  Roofline(Map<Kernel, Result<?>> results) {
    this.results = results;
  }

  String markdown() {
    StringBuilder page = new StringBuilder(HEAD);
    results.keySet().forEach(kernel -> page.append(row(kernel)));
    return page.append("%nJava %s, %s.%n".formatted(Runtime.version(), Sgemm.library())).toString();
  }

  private String row(Kernel kernel) {
    double peak = rate(Kernel.PEAK.operations, Kernel.PEAK);
    double intensity = (double) kernel.operations / kernel.bytes;
    double moved = moved(kernel) * intensity;
    double reached = rate(kernel.operations, kernel);
    return String.format(
        Locale.ROOT,
        "| %s | %.2f | %.2f to %.2f | %.1f | %.1f | %.2f | %s | %.0f%% |%n",
        kernel.title,
        microseconds(kernel, 50),
        microseconds(kernel, 25),
        microseconds(kernel, 75),
        reached,
        rate(kernel.bytes, kernel),
        intensity,
        peak < moved ? "arithmetic" : "memory",
        100 * reached / Math.min(peak, moved));
  }

  /** GB/s of the memory that a kernel's arrays fit into. */
  private double moved(Kernel kernel) {
    Kernel memory =
        MEMORIES.stream()
            .filter(some -> kernel.bytes <= some.bytes)
            .findFirst()
            .orElse(Kernel.FARTHEST_MEMORY);
    return rate(memory.bytes, memory);
  }

  /** In a nanosecond. */
  private double rate(long count, Kernel kernel) {
    return count / (1000 * microseconds(kernel, 50));
  }

  private double microseconds(Kernel kernel, double percentile) {
    return Objects.requireNonNull(results.get(kernel)).getStatistics().getPercentile(percentile)
        / 1000;
  }
}
