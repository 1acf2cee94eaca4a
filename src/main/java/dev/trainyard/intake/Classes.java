package dev.trainyard.intake;

import dev.trainyard.refusal.LineOfText;
import dev.trainyard.refusal.Refusal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The classes of a dataset as they are found, or as its user has named them. */
final class Classes {
  private static final int LONGEST = 100;
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  private final boolean given;
  private final List<String> names = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  /** As they were found: by name in lower case. */
  private final Map<String, String> folded = new HashMap<>();

  /**
   * No class yet, or all of them.
   *
   * @param given their names in order; empty where they are to be found
   */
  Classes(List<String> given) {
    this.given = !given.isEmpty();
    for (String written : given) {
      String name = composed(written);
      complaint(name)
          .ifPresent(
              complaint -> {
                throw Refusal.invalid("classes", Wrong.shown(name) + " " + complaint);
              });
      add(name);
    }
  }

  /**
   * The number of a class, in the order in which they were found.
   *
   * @param where the image that is of this class
   */
  int number(String written, String where) {
    String name = composed(written);
    Integer known = numbers.get(name);
    if (known != null) {
      return known;
    }
    if (given) {
      throw Wrong.at(
          where, "is of the class %s, which is not among classes".formatted(Wrong.shown(name)));
    }
    complaint(name)
        .ifPresent(
            complaint -> {
              throw Wrong.at(
                  where,
                  "is of a class whose name, %s, %s".formatted(Wrong.shown(name), complaint));
            });
    return add(name);
  }

  /** Letters with accents as keyboards type them: macOS packs folders with the two apart. */
  private static String composed(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }

  private int add(String name) {
    names.add(name);
    numbers.put(name, names.size() - 1);
    return names.size() - 1;
  }

  /** What keeps a name from being that of one more class; reads on after it. */
  private Optional<String> complaint(String name) {
    if (names.size() == IntakeLimits.MOST_CLASSES) {
      return Optional.of(
          "is one more than the %,d that a dataset may have".formatted(IntakeLimits.MOST_CLASSES));
    }
    if (name.length() > LONGEST) {
      return Optional.of("has %,d characters; at most %d".formatted(name.length(), LONGEST));
    }
    Optional<String> unfit = LineOfText.Check.complaint(name);
    if (unfit.isPresent()) {
      return unfit;
    }
    String other = folded.put(name.toLowerCase(Locale.ROOT), name);
    return Optional.ofNullable(other)
        .map(
            known ->
                known.equals(name)
                    ? "is there already"
                    : "is nearly that of %s: which of them is meant?"
                        .formatted(Wrong.shown(known)));
  }

  int count() {
    return names.size();
  }

  /** The name of the class that was found as the {@code number}th, from 0. */
  String name(int number) {
    return names.get(number);
  }

  /** All names in the order of labels: numbers by their value, other names by their letters. */
  List<String> names() {
    return inOrder().mapToObj(names::get).toList();
  }

  /** [found] the label of each class. */
  int[] order() {
    int[] order = new int[names.size()];
    int[] sorted = inOrder().toArray();
    for (int label = 0; label < sorted.length; label++) {
      order[sorted[label]] = label;
    }
    return order;
  }

  private IntStream inOrder() {
    IntStream found = IntStream.range(0, names.size());
    if (given) {
      return found;
    }
    boolean isNumbers = names.stream().allMatch(name -> NUMBER.matcher(name).matches());
    Comparator<Integer> byName = Comparator.comparing(names::get);
    Comparator<Integer> byValue = Comparator.comparingInt(c -> Integer.parseInt(names.get(c)));
    return found
        .boxed()
        .sorted(isNumbers ? byValue.thenComparing(byName) : byName)
        .mapToInt(Integer::intValue);
  }
}
