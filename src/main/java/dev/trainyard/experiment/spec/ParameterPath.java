package dev.trainyard.experiment.spec;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The path of a parameter in a spec, such as {@code network.layers[1].units}.
 *
 * @param steps names, and indices in decimal digits
 */
record ParameterPath(List<String> steps) {
  private static final Pattern STEP = Pattern.compile("\\w+");
  private static final Pattern WHOLE = Pattern.compile("\\w+(\\[\\d{1,4}]|\\.\\w+)*");
  private static final Pattern INDEX = Pattern.compile("0*(\\d{1,4})");

  /**
   * Empty when the text is not a path. An index may be written as a name, too: {@code layers.1}.
   */
  static Optional<ParameterPath> parse(String text) {
    if (!WHOLE.matcher(text).matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new ParameterPath(
            STEP.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(ParameterPath::withoutZeros)
                .toList()));
  }

  /** The one way to write this path: {@code network.layers[1].units}. */
  @Override
  public String toString() {
    StringBuilder path = new StringBuilder();
    for (String step : steps) {
      if (isIndex(step)) {
        path.append('[').append(step).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step);
      }
    }
    return path.toString();
  }

  /** The value in {@code tree}; a missing node where there is none. */
  JsonNode find(JsonNode tree) {
    JsonNode node = tree;
    for (String step : steps) {
      node = child(node, step);
    }
    return node;
  }

  /** Replaces the value in {@code tree}, which must have one there. */
  void set(JsonNode tree, JsonNode value) {
    JsonNode parent = tree;
    for (String step : steps.subList(0, steps.size() - 1)) {
      parent = child(parent, step);
    }
    String last = steps.getLast();
    switch (parent) {
      case ObjectNode object -> object.set(last, value);
      case ArrayNode array -> array.set(Integer.parseInt(last), value);
      default -> throw new IllegalArgumentException(toString());
    }
  }

  private static JsonNode child(JsonNode node, String step) {
    return node.isArray() && isIndex(step) ? node.path(Integer.parseInt(step)) : node.path(step);
  }

  private static String withoutZeros(String step) {
    Matcher index = INDEX.matcher(step);
    return index.matches() ? index.group(1) : step;
  }

  private static boolean isIndex(String step) {
    return INDEX.matcher(step).matches();
  }
}
