package dev.trainyard.intake;

import dev.trainyard.refusal.Refusal;
import dev.trainyard.refusal.WrongField;
import java.util.stream.Collectors;

/** What is wrong with an upload, and where. */
final class Wrong {
  private static final int LONGEST_NAME = 120;

  private Wrong() {}

  /** The upload as a whole. */
  static Refusal upload(String what) {
    return Refusal.invalid(WrongField.BODY, what);
  }

  /**
   * One place of it.
   *
   * @param where such as {@code entry cat/1.png} or {@code line 17}
   * @param what reads on after the place
   */
  static Refusal at(String where, String what) {
    return upload(where + " " + what);
  }

  /** An entry of an archive as it is named in a sentence, whatever is in its name. */
  static String entry(String name) {
    return "entry " + shown(name);
  }

  /** A text of a stranger on one line, and not too long. */
  static String shown(String text) {
    return WrongField.shorten(text, LONGEST_NAME)
        .codePoints()
        .mapToObj(
            c ->
                Character.isISOControl(c) || Character.getType(c) == Character.FORMAT
                    ? "\\u%04x".formatted(c)
                    : Character.toString(c))
        .collect(Collectors.joining());
  }
}
