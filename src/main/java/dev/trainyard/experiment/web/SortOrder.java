package dev.trainyard.experiment.web;

import org.springframework.data.domain.Sort;

/** Reads how a list of experiments is to be sorted. */
final class SortOrder {
  /** How it is written: a field and perhaps a direction, such as {@code name,asc}. */
  static final String FORM =
      "^(id|name|status|priority|createdAt|startedAt|finishedAt)(,(asc|desc))?$";

  /** What one that is written otherwise should be. */
  static final String WANTED =
      "must be one of id, name, status, priority, createdAt, startedAt, finishedAt, and may end in ,asc or ,desc";

  private SortOrder() {}

  /** Reads what has this {@link #FORM}; equal ones are ordered by id. */
  static Sort parse(String text) {
    String[] parts = text.split(",", -1);
    Sort.Direction direction =
        parts.length == 2 ? Sort.Direction.fromString(parts[1]) : Sort.Direction.ASC;
    return Sort.by(direction, parts[0]).and(Sort.by(direction, "id"));
  }
}
