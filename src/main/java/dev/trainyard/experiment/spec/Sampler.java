package dev.trainyard.experiment.spec;

import dev.trainyard.experiment.Search;
import dev.trainyard.refusal.Refusal;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.commons.math3.random.SobolSequenceGenerator;
import tools.jackson.databind.JsonNode;

/**
 * Draws the points of a search.
 *
 * @param coordinates by the paths of the parameters
 */
record Sampler(Map<String, Coordinate> coordinates) {
  /** As far as the direction numbers of Joe and Kuo go that the library has. */
  private static final int MOST_DIMENSIONS = 1000;

  private static final int SOBOL_BITS = 52;
  private static final int DRAWS_FOR_A_SAMPLE = 100;
  private static final int DRAWS_BESIDE = 1000;

  /**
   * Different points: what comes a second time, as whole numbers and the values of lists do, is
   * drawn anew.
   *
   * @throws Refusal INVALID if there are not so many
   */
  List<Map<String, JsonNode>> points(Search search) {
    Supplier<double[]> next = unitPoints(search);
    Set<Map<String, JsonNode>> points = new LinkedHashSet<>();
    long draws = (long) DRAWS_FOR_A_SAMPLE * search.samples() + DRAWS_BESIDE;
    for (long i = 0; i < draws && points.size() < search.samples(); i++) {
      points.add(point(next.get()));
    }
    if (points.size() < search.samples()) {
      throw Refusal.invalid(
          "search.samples",
          "asks for %d, but only %d different ones were found in the sweep; ask for no more, or widen its ranges"
              .formatted(search.samples(), points.size()));
    }
    return List.copyOf(points);
  }

  private Map<String, JsonNode> point(double[] unit) {
    Map<String, JsonNode> point = new LinkedHashMap<>();
    coordinates.forEach((path, coordinate) -> point.put(path, coordinate.at(unit[point.size()])));
    return point;
  }

  /** Points in the unit cube, each coordinate at least 0 and below 1. */
  private Supplier<double[]> unitPoints(Search search) {
    int dimensions = coordinates.size();
    Random random = new Random(search.seed());
    return switch (search.type()) {
      case RANDOM -> () -> random.doubles(dimensions).toArray();
      case SOBOL -> shifted(dimensions, random);
    };
  }

  /**
   * A Sobol sequence under a random digital shift, which keeps it as even as it is (L'Ecuyer &amp;
   * Lemieux 2002, section 3) and gives each seed a sequence of its own.
   */
  private static Supplier<double[]> shifted(int dimensions, Random random) {
    if (dimensions > MOST_DIMENSIONS) {
      throw Refusal.invalid(
          "sweep",
          "has %,d parameters; a Sobol sequence has at most %,d: take \"type\":\"random\" for the search"
              .formatted(dimensions, MOST_DIMENSIONS));
    }
    SobolSequenceGenerator sobol = new SobolSequenceGenerator(dimensions);
    long[] shifts =
        random.longs(dimensions).map(bits -> bits >>> (Long.SIZE - SOBOL_BITS)).toArray();
    return () -> {
      double[] point = sobol.nextVector();
      for (int i = 0; i < dimensions; i++) {
        long digits = (long) Math.scalb(point[i], SOBOL_BITS);
        point[i] = Math.scalb((double) (digits ^ shifts[i]), -SOBOL_BITS);
      }
      return point;
    };
  }
}
