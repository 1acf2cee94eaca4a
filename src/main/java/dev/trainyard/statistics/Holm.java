package dev.trainyard.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The correction for several tests in one table. */
public final class Holm {

  private Holm() {}

  /**
   * The adjusted p-values of the step-down method (Holm, 1979): with m tests, the k-th smallest p
   * becomes the largest of (m − j + 1) p_j over j ≤ k, at most 1. What is then at most 5% is
   * significant; the probability of one false finding or more in the table is at most 5%, however
   * the tests depend on each other.
   *
   * @param p from 0 to 1; any number of them, none included
   * @return in the same order
   */
  public static List<Double> adjusted(List<Double> p) {
    Check.that(p.stream().allMatch(value -> value >= 0 && value <= 1), "Not p-values: %s", p);
    Double[] adjusted = new Double[p.size()];
    List<Integer> order =
        IntStream.range(0, p.size()).boxed().sorted(Comparator.comparing(p::get)).toList();
    double largest = 0;
    for (int k = 0; k < order.size(); k++) {
      int test = order.get(k);
      largest = Math.max(largest, Math.min(1, (p.size() - k) * p.get(test)));
      adjusted[test] = largest;
    }
    return List.of(adjusted);
  }
}
