package dev.trainyard.evaluation;

import dev.trainyard.refusal.Refusal;
import java.util.List;

/**
 * Which part of a list is asked for.
 *
 * @param page from 0
 * @param size how many items, at least 1
 */
record Paging(int page, int size) {
  /** The most images that a picture shows. */
  static final int MOST_IN_A_PICTURE = 100;

  /** The items of the page; none behind the last one. */
  <T> List<T> of(List<T> all) {
    int from = (int) Math.min(all.size(), (long) page * size);
    return all.subList(from, Math.min(all.size(), from + size));
  }

  int pages(int items) {
    return Math.ceilDiv(items, size);
  }

  /**
   * Makes sure that a picture can show the page.
   *
   * @throws Refusal INVALID if it is too large
   */
  void requirePicture() {
    if (size > MOST_IN_A_PICTURE) {
      throw Refusal.invalid(
          "size", "must be at most %d for a picture".formatted(MOST_IN_A_PICTURE));
    }
  }

  /** {@code 21 to 40 of 217}. */
  String words(int items) {
    long first = (long) page * size;
    return first >= items
        ? "none of %,d here".formatted(items)
        : "%,d to %,d of %,d".formatted(first + 1, Math.min(items, first + size), items);
  }
}
