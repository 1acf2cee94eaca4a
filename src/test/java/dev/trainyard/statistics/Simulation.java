package dev.trainyard.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.NullUnmarked;

/** Counts how often something happens by chance; the seed is fixed, and so the outcome. */
@NullUnmarked
final class Simulation {

  private Simulation() {}

  /** Holds the share of runs in which it happens to within four of its binomial deviations. */
  static void happens(double share, int runs, Predicate<Random> once) {
    Random random = new Random(20_240_607);
    int hits = 0;
    for (int run = 0; run < runs; run++) {
      hits += once.test(random) ? 1 : 0;
    }
    assertThat((double) hits / runs).isCloseTo(share, within(tolerance(share, runs)));
  }

  /** Holds p-values to be uniform: as many as should are below 1, 5, 20, 50 and 80 %. */
  static void isUniform(int runs, ToDoubleFunction<Random> p) {
    Random random = new Random(20_240_607);
    double[] values = new double[runs];
    for (int run = 0; run < runs; run++) {
      values[run] = p.applyAsDouble(random);
    }
    for (double share : new double[] {0.01, 0.05, 0.2, 0.5, 0.8}) {
      double below = Arrays.stream(values).filter(value -> value <= share).count();
      assertThat(below / runs).isCloseTo(share, within(tolerance(share, runs)));
    }
  }

  private static double tolerance(double share, int runs) {
    return 4 * Math.sqrt(share * (1 - share) / runs);
  }
}
