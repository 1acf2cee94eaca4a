package dev.trainyard.experiment.web;

import dev.trainyard.refusal.Refusal;
import java.util.List;
import org.springframework.data.domain.Sort;

/** Reads how a list of experiments is to be sorted. */
final class SortOrder {
  private static final List<String> FIELDS =
      List.of("id", "name", "status", "priority", "createdAt", "startedAt", "finishedAt");

  private SortOrder() {}

  /**
   * Reads a field and a direction, such as {@code name,asc}; equal ones are ordered by id.
   *
   * @throws Refusal INVALID if it is not that
   */
  static Sort parse(String text) {
    String[] parts = text.split(",", -1);
    boolean directed =
        parts.length == 1 || (parts.length == 2 && List.of("asc", "desc").contains(parts[1]));
    if (!FIELDS.contains(parts[0]) || !directed) {
      throw Refusal.invalid(
          "sort",
          "must be one of %s, and may end in ,asc or ,desc".formatted(String.join(", ", FIELDS)));
    }
    Sort.Direction direction =
        parts.length == 2 ? Sort.Direction.fromString(parts[1]) : Sort.Direction.ASC;
    return Sort.by(direction, parts[0]).and(Sort.by(direction, "id"));
  }
}
