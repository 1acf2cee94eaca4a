package dev.trainyard.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.outcome.Curves;
import dev.trainyard.outcome.Curves.TrialCurve;
import dev.trainyard.outcome.Sweep;
import dev.trainyard.training.Metric;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is the axis, the lines and the panels of a sweep. */
class FacetsTest {

  @Test
  void givesTheAxisToTheNumbersWithTheMostValues() {
    assertThat(facets(numbers(3), numbers(3))).isEqualTo(new Facets("a", "b", List.of(), Map.of()));
    assertThat(facets(numbers(2), numbers(5))).isEqualTo(new Facets("b", "a", List.of(), Map.of()));
    assertThat(facets(List.of("relu", "tanh", "gelu"), numbers(2)))
        .isEqualTo(new Facets("b", "a", List.of(), Map.of()));
  }

  @Test
  void givesManyValuesOfASecondParameterPanels() {
    assertThat(facets(numbers(5), numbers(4)).panels()).isEmpty();
    assertThat(facets(numbers(5), numbers(5)))
        .isEqualTo(new Facets("a", null, List.of("b"), Map.of()));
  }

  @Test
  void givesAThirdParameterPanels() {
    assertThat(facets(numbers(5), numbers(5), numbers(2)))
        .isEqualTo(new Facets("a", "b", List.of("c"), Map.of()));
    assertThat(facets(numbers(4), numbers(9), numbers(8)))
        .isEqualTo(new Facets("b", "a", List.of("c"), Map.of()));
  }

  @Test
  void passesOverWhatHasOneValue() {
    assertThat(facets(numbers(5), numbers(1), numbers(4)))
        .isEqualTo(new Facets("a", "c", List.of(), Map.of()));
  }

  @Test
  void fixesWhatWouldTakeTooManyPanels() {
    Sweep sweep = sweep(Collections.nCopies(5, numbers(3)));
    Facets facets = Facets.of(sweep, sweep.cells().getFirst());

    assertThat(facets.panels()).containsExactly("c", "d");
    assertThat(facets.fixed()).isEqualTo(Map.of("e", 0));
    assertThat(facets.places(sweep)).hasSize(9);
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private static Facets facets(List<?>... values) {
    Sweep sweep = sweep(List.of(values));
    return Facets.of(sweep, sweep.cells().getFirst());
  }

  /** Over parameters a, b, c ... */
  private static Sweep sweep(List<? extends List<?>> values) {
    List<Map<String, Object>> cells = List.of(Map.of());
    for (int i = 0; i < values.size(); i++) {
      String name = String.valueOf((char) ('a' + i));
      List<Map<String, Object>> finer = new ArrayList<>();
      for (Map<String, Object> cell : cells) {
        for (Object value : values.get(i)) {
          Map<String, Object> at = new LinkedHashMap<>(cell);
          at.put(name, value);
          finer.add(at);
        }
      }
      cells = finer;
    }
    List<TrialCurve> trials = new ArrayList<>();
    cells.forEach(at -> trials.add(SampleCurves.trial(trials.size() + 1, 1, 1, 0, at)));
    return Sweep.of(new Curves(1, trials), Metric.ACCURACY, null);
  }
}
