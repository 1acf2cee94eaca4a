package dev.trainyard.web;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A place in a JSON document.
 *
 * @param steps from the root to the place
 */
record FieldPath(List<Reference> steps) {

  /** The path as a user writes it, such as {@code layers[2].units}; empty for the root. */
  @Override
  public String toString() {
    StringBuilder path = new StringBuilder();
    for (Reference step : steps) {
      if (step.getPropertyName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
      }
    }
    return path.toString();
  }

  /** What this place lies in; the root lies in itself. */
  FieldPath parent() {
    return new FieldPath(steps.subList(0, Math.max(0, steps.size() - 1)));
  }

  /** The path of a property of what is here. */
  String child(String name) {
    return steps.isEmpty() ? name : this + "." + name;
  }

  /** The record component that is meant; null where the place is none. */
  @Nullable RecordComponent component() {
    if (steps.isEmpty()) {
      return null;
    }
    Reference last = steps.getLast();
    Class<?> owner = last.from() instanceof Class<?> type ? type : last.from().getClass();
    return Stream.ofNullable(owner.getRecordComponents())
        .flatMap(Arrays::stream)
        .filter(component -> component.getName().equals(last.getPropertyName()))
        .findFirst()
        .orElse(null);
  }

  /** What stands at this place; null where the document ends before it. */
  @Nullable JsonNode in(JsonNode root) {
    JsonNode here = root;
    for (Reference step : steps) {
      String name = step.getPropertyName();
      here = name == null ? here.get(step.getIndex()) : here.get(name);
      if (here == null) {
        return null;
      }
    }
    return here;
  }

  /**
   * Puts another value in the place of the innermost property on this path, so that what is left
   * can be read on.
   *
   * @param substitute null takes the property away
   * @return whether that changes the document
   */
  boolean replaceIn(JsonNode root, @Nullable JsonNode substitute) {
    int length = steps.size();
    while (length > 0 && steps.get(length - 1).getPropertyName() == null) {
      length--;
    }
    if (length == 0
        || !(new FieldPath(steps.subList(0, length - 1)).in(root) instanceof ObjectNode parent)) {
      return false;
    }
    String name = steps.get(length - 1).getPropertyName();
    JsonNode before = substitute == null ? parent.remove(name) : parent.replace(name, substitute);
    return !Objects.equals(before, substitute);
  }
}
