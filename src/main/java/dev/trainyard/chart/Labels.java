package dev.trainyard.chart;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What tells the cells of a sweep apart, in words: {@code layers[1].units = 4, l2 = 0.001}.
 *
 * @param names of the swept paths: as much of their ends as tells them apart, and what an index
 *     counts
 * @param values of each path, written with as many digits as tell them apart
 */
public record Labels(Map<String, String> names, Map<String, Map<@Nullable Object, String>> values) {

  /** The labels of cells with the same paths. */
  public static Labels of(Collection<? extends Map<String, ?>> cells) {
    Map<String, Set<@Nullable Object>> swept = new HashMap<>();
    for (Map<String, ?> cell : cells) {
      cell.forEach(
          (path, value) -> swept.computeIfAbsent(path, _ -> new LinkedHashSet<>()).add(value));
    }
    Map<String, String> names = new HashMap<>();
    Map<String, Map<@Nullable Object, String>> values = new HashMap<>();
    swept.forEach(
        (path, different) -> {
          names.put(path, name(path, swept.keySet()));
          values.put(path, texts(new ArrayList<>(different)));
        });
    return new Labels(names, values);
  }

  /** A cell. */
  public String of(Map<String, ?> cell) {
    return cell.entrySet().stream()
        .map(
            one ->
                "%s = %s".formatted(names.get(one.getKey()), value(one.getKey(), one.getValue())))
        .collect(Collectors.joining(", "));
  }

  /** A path. */
  String name(String path) {
    return Objects.requireNonNull(names.get(path));
  }

  /** A value of a path. */
  String value(String path, @Nullable Object value) {
    return Objects.requireNonNull(Objects.requireNonNull(values.get(path)).get(value));
  }

  private static String name(String path, Set<String> all) {
    // layers[1] and layers.1 are one part: a number alone tells nothing.
    String[] parts = path.split("\\.(?=[^.\\d])");
    int first = parts.length - 1;
    if (first > 0 && parts[first - 1].matches(".*\\d]?")) {
      first--;
    }
    String name = String.join(".", List.of(parts).subList(first, parts.length));
    while (first > 0 && isEndOfAnother(name, path, all)) {
      name = parts[--first] + "." + name;
    }
    return name;
  }

  private static boolean isEndOfAnother(String name, String path, Set<String> all) {
    return all.stream()
        .anyMatch(other -> !other.equals(path) && ("." + other).endsWith("." + name));
  }

  private static Map<@Nullable Object, String> texts(List<@Nullable Object> different) {
    List<String> texts = Numbers.apart(different);
    Map<@Nullable Object, String> values = new HashMap<>();
    for (int i = 0; i < texts.size(); i++) {
      values.put(different.get(i), texts.get(i));
    }
    return values;
  }
}
