package dev.trainyard.chart;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;

import dev.trainyard.outcome.Sweep;
import dev.trainyard.outcome.Sweep.SweepCell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which of a sweep's parameters is the axis, which has a line for each of its values, and which
 * have a panel for each.
 *
 * @param across on the axis: of those that are numbers the one with the most values
 * @param lines null for a line in each panel
 * @param panels empty for all in one
 * @param fixed what would take too many panels, with the value that is shown
 */
record Facets(
    String across,
    @Nullable String lines,
    List<String> panels,
    Map<String, @Nullable Object> fixed) {
  /** In a panel that is the only one. */
  private static final int MOST_LINES_ALONE = 4;

  private static final int MOST_LINES = 6;
  private static final int MOST_PANELS = 24;

  /**
   * Divides the parameters of a sweep over at least one of them.
   *
   * @param shown a cell that is to be seen in any case
   */
  static Facets of(Sweep sweep, SweepCell shown) {
    String across = across(sweep);
    List<String> rest =
        sweep.parameters().stream()
            .filter(name -> !name.equals(across))
            .sorted(comparingInt((String name) -> count(sweep, name)).reversed())
            .toList();
    long swept = rest.stream().filter(name -> count(sweep, name) > 1).count();
    int most = swept <= 1 ? MOST_LINES_ALONE : MOST_LINES;
    String lines =
        rest.stream().filter(name -> count(sweep, name) <= most).findFirst().orElse(null);
    List<String> panels = new ArrayList<>();
    Map<String, @Nullable Object> fixed = new LinkedHashMap<>();
    int count = 1;
    for (String name : rest) {
      int values = count(sweep, name);
      if (name.equals(lines) || values == 1) {
        continue;
      }
      if (panels.isEmpty() || count * values <= MOST_PANELS) {
        count *= values;
        panels.add(name);
      } else {
        fixed.put(name, shown.parameters().get(name));
      }
    }
    return new Facets(across, lines, panels, fixed);
  }

  private static String across(Sweep sweep) {
    List<String> names = sweep.parameters();
    boolean many = names.stream().anyMatch(name -> count(sweep, name) > MOST_PANELS);
    Comparator<String> numbers = comparing(name -> many || isNumeric(sweep, name));
    return names.stream().max(numbers.thenComparingInt(name -> count(sweep, name))).orElseThrow();
  }

  private static int count(Sweep sweep, String parameter) {
    return values(sweep, parameter).size();
  }

  /** What the cells of each panel have in common, in the order of reading. */
  List<Map<String, @Nullable Object>> places(Sweep sweep) {
    List<Map<String, @Nullable Object>> places = List.of(fixed);
    for (String name : panels) {
      List<Map<String, @Nullable Object>> finer = new ArrayList<>();
      for (Map<String, @Nullable Object> place : places) {
        values(sweep, name).forEach(value -> finer.add(with(place, name, value)));
      }
      places = finer;
    }
    return places;
  }

  /** What the cells of each line in a panel have in common. */
  List<Map<String, @Nullable Object>> linesAt(Map<String, @Nullable Object> place, Sweep sweep) {
    return lines == null
        ? List.of(place)
        : values(sweep, lines).stream().map(value -> with(place, lines, value)).toList();
  }

  private static Map<String, @Nullable Object> with(
      Map<String, @Nullable Object> place, String name, @Nullable Object value) {
    Map<String, @Nullable Object> more = new LinkedHashMap<>(place);
    more.put(name, value);
    return more;
  }

  private static boolean isNumeric(Sweep sweep, String parameter) {
    return values(sweep, parameter).stream().allMatch(Number.class::isInstance);
  }

  /** The values of a parameter in their order. */
  static List<@Nullable Object> values(Sweep sweep, String parameter) {
    List<@Nullable Object> values = new ArrayList<>();
    sweep.cells().stream()
        .map(cell -> cell.parameters().get(parameter))
        .distinct()
        .forEach(values::add);
    if (values.stream().allMatch(Number.class::isInstance)) {
      values.sort(Comparator.comparingDouble(value -> ((Number) value).doubleValue()));
    }
    return values;
  }
}
