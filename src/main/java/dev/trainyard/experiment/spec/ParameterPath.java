package dev.trainyard.experiment.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The path of a parameter in a spec, such as {@code network.layers[1].units}. */
record ParameterPath(String text, List<String> steps) {
  private static final Pattern STEP = Pattern.compile("(\\w+)|\\[(\\d{1,4})]");
  private static final Pattern WHOLE = Pattern.compile("\\w+(\\[\\d{1,4}]|\\.\\w+)*");

  /** Empty when the text is not a path. */
  static Optional<ParameterPath> parse(String text) {
    if (!WHOLE.matcher(text).matches()) {
      return Optional.empty();
    }
    List<String> steps = new ArrayList<>();
    Matcher matcher = STEP.matcher(text);
    while (matcher.find()) {
      steps.add(matcher.group().startsWith("[") ? matcher.group(2) : matcher.group(1));
    }
    return Optional.of(new ParameterPath(text, List.copyOf(steps)));
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
      default -> throw new IllegalArgumentException(text);
    }
  }

  private static JsonNode child(JsonNode node, String step) {
    return node.isArray() && step.chars().allMatch(Character::isDigit)
        ? node.path(Integer.parseInt(step))
        : node.path(step);
  }
}
