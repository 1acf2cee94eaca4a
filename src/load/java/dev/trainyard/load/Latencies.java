package dev.trainyard.load;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Times from when a request was due to its whole answer, in milliseconds. */
final class Latencies {
  private final ConcurrentLinkedQueue<Double> all = new ConcurrentLinkedQueue<>();

  /** Notes one that was due at a moment and is answered now. */
  void since(long nanoTime) {
    all.add((System.nanoTime() - nanoTime) / 1e6);
  }

  int count() {
    return all.size();
  }

  /** The smallest one that a share of all are not above. */
  double quantile(double share) {
    List<Double> sorted = all.stream().sorted().toList();
    return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(share * sorted.size())));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "median %.1f ms, 99th percentile %.1f ms, longest %.0f ms of %,d",
        quantile(0.5),
        quantile(0.99),
        quantile(1),
        count());
  }
}
