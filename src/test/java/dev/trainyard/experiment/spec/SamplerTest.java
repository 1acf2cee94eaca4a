package dev.trainyard.experiment.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.experiment.Search;
import dev.trainyard.experiment.Swept.Range;
import dev.trainyard.experiment.Swept.Scale;
import dev.trainyard.web.StrictReading;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

@NullUnmarked
class SamplerTest {
  private static final Coordinate L2 = Coordinate.of(new Range(1e-6, 1e-2, Scale.LOG), false);
  private static final Coordinate RATE = Coordinate.of(new Range(0.1, 0.5, Scale.LINEAR), false);
  private static final Coordinate UNITS = Coordinate.of(new Range(3, 6, Scale.LINEAR), true);
  private static final Coordinate POWERS = Coordinate.of(new Range(1, 127, Scale.LOG), true);
  private static final Coordinate ENGINE =
      Coordinate.of(StrictReading.json().readTree("[\"dl4j\",\"fused\"]").valueStream().toList());

  /** Named a, b, c in this order. */
  private static Sampler sampler(Coordinate... coordinates) {
    Map<String, Coordinate> named = new LinkedHashMap<>();
    for (Coordinate coordinate : coordinates) {
      named.put(String.valueOf((char) ('a' + named.size())), coordinate);
    }
    return new Sampler(named);
  }

  private static List<Map<String, JsonNode>> draw(
      Search.Type type, int samples, long seed, Coordinate... coordinates) {
    return sampler(coordinates).points(new Search(type, samples, seed, null));
  }

  private static List<Double> values(List<Map<String, JsonNode>> points, String name) {
    return points.stream().map(point -> point.get(name).doubleValue()).toList();
  }

  /** How many of the points are in each of so many equal parts. */
  private static List<Long> parts(
      List<Map<String, JsonNode>> points,
      int parts,
      ToDoubleFunction<Map<String, JsonNode>> share) {
    Map<Integer, Long> counts =
        points.stream()
            .collect(
                Collectors.groupingBy(
                    point -> (int) (parts * share.applyAsDouble(point)), Collectors.counting()));
    return IntStream.range(0, parts).mapToObj(part -> counts.getOrDefault(part, 0L)).toList();
  }

  private static double logShare(Map<String, JsonNode> point) {
    return (Math.log10(point.get("a").doubleValue()) + 6) / 4;
  }

  private static double rateShare(Map<String, JsonNode> point) {
    return (point.get("b").doubleValue() - 0.1) / 0.4;
  }

  @ParameterizedTest
  @EnumSource
  void drawsTheSameForTheSameSeedAndOtherwiseNot(Search.Type type) {
    List<Map<String, JsonNode>> points = draw(type, 20, 7, L2, RATE, UNITS, ENGINE);

    assertThat(points).hasSize(20).doesNotHaveDuplicates();
    assertThat(draw(type, 20, 7, L2, RATE, UNITS, ENGINE)).isEqualTo(points);
    assertThat(draw(type, 40, 7, L2, RATE, UNITS, ENGINE).subList(0, 20)).isEqualTo(points);
    assertThat(draw(type, 20, 8, L2, RATE, UNITS, ENGINE)).doesNotContainAnyElementsOf(points);
  }

  /** Of 4,000 independent points a part of ten has 400 with a standard deviation of 19. */
  @ParameterizedTest
  @EnumSource
  void drawsNumbersOrTheirLogarithmsEvenly(Search.Type type) {
    List<Map<String, JsonNode>> points = draw(type, 4000, 1, L2, RATE);

    assertThat(parts(points, 10, SamplerTest::logShare))
        .allMatch(count -> Math.abs(count - 400) < 95);
    assertThat(parts(points, 10, SamplerTest::rateShare))
        .allMatch(count -> Math.abs(count - 400) < 95);
    assertThat(values(points, "a")).allMatch(value -> value >= 1e-6 && value <= 1e-2);
    assertThat(values(points, "b")).allMatch(value -> value >= 0.1 && value <= 0.5);
  }

  @Test
  void drawsFromTheSmallestNumberToTheLargestLearningRate() {
    Coordinate all = Coordinate.of(new Range(Double.MIN_VALUE, 1e6, Scale.LOG), false);
    assertThat(values(draw(Search.Type.SOBOL, 64, 1, all), "a"))
        .allMatch(value -> value >= Double.MIN_VALUE && value <= 1e6)
        .anyMatch(value -> value < 1e-300)
        .anyMatch(value -> value > 1);
  }

  /** What makes it a (0, 2)-sequence, under every shift: 16 points, one in each of 4 × 4 boxes. */
  @Test
  void spreadsSobolPointsMoreEvenlyThanChance() {
    for (int seed = 1; seed <= 20; seed++) {
      List<Map<String, JsonNode>> points = draw(Search.Type.SOBOL, 16, seed, L2, RATE);
      assertThat(parts(points, 16, SamplerTest::logShare)).containsOnly(1L);
      assertThat(parts(points, 16, SamplerTest::rateShare)).containsOnly(1L);
      assertThat(
              parts(
                  points,
                  16,
                  point -> ((int) (4 * logShare(point)) + (int) (4 * rateShare(point)) / 4.0) / 4))
          .containsOnly(1L);
    }
  }

  @ParameterizedTest
  @EnumSource
  void drawsWholeNumbersWithBothEnds(Search.Type type) {
    assertThat(values(draw(type, 4, 1, UNITS), "a")).containsExactlyInAnyOrder(3.0, 4.0, 5.0, 6.0);
    assertThat(draw(type, 4, 1, UNITS)).allMatch(point -> point.get("a").isInt());

    // As many between 1 and 2 as between 64 and 128: of 1000 pairs a seventh each.
    List<Double> powers = values(draw(type, 1000, 1, POWERS, RATE), "a");
    assertThat(powers).contains(1.0).allMatch(value -> value >= 1 && value <= 127);
    for (int power = 1; power < 128; power *= 2) {
      int from = power;
      long count = powers.stream().filter(value -> value >= from && value < 2 * from).count();
      assertThat((double) count).isCloseTo(1000 / 7.0, within(45.0));
    }
  }

  @ParameterizedTest
  @EnumSource
  void takesEachValueOfAListAsOften(Search.Type type) {
    long fused =
        draw(type, 1000, 1, L2, ENGINE).stream()
            .filter(point -> point.get("b").asString().equals("fused"))
            .count();
    assertThat((double) fused).isCloseTo(500, within(65.0));
  }

  @Test
  void writesNumbersThatCanBeRead() {
    assertThat(draw(Search.Type.RANDOM, 100, 1, L2, RATE))
        .allSatisfy(
            point ->
                assertThat(point.values())
                    .allMatch(value -> value.decimalValue().stripTrailingZeros().precision() <= 6));
    // Rounding leads out of no range.
    Range narrow = new Range(1.00000011, 1.00000012, Scale.LINEAR);
    assertThat(Coordinate.of(narrow, false).at(0.5).doubleValue()).isEqualTo(1.00000011);
    Range widest = new Range(-Double.MAX_VALUE, Double.MAX_VALUE, Scale.LINEAR);
    assertThat(Coordinate.of(widest, false).at(0.5).doubleValue()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void refusesMoreSamplesThanThereAre(Search.Type type) {
    assertThatThrownBy(() -> draw(type, 9, 1, UNITS, ENGINE))
        .hasMessage(
            "search.samples: asks for 9, but only 8 different ones were found in the sweep; ask for no more, or widen its ranges");
    assertThat(draw(type, 8, 1, UNITS, ENGINE)).hasSize(8);
  }

  @Test
  void refusesMoreParametersThanASobolSequenceHas() {
    Map<String, Coordinate> many = new LinkedHashMap<>();
    IntStream.rangeClosed(1, 1001).forEach(i -> many.put("p" + i, RATE));

    assertThat(new Sampler(many).points(new Search(Search.Type.RANDOM, 2, 1, null))).hasSize(2);
    assertThatThrownBy(() -> new Sampler(many).points(new Search(Search.Type.SOBOL, 2, 1, null)))
        .hasMessageStartingWith(
            "sweep: has 1,001 parameters; a Sobol sequence has at most 1,000: take \"type\":\"random\"");
  }
}
