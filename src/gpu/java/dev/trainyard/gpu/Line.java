package dev.trainyard.gpu;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * One row of the table: what was checked and what was seen.
 *
 * @param section the section's name in lower case
 * @param value the number that was measured, if one was; seconds unless {@code check} says other
 */
record Line(String section, String check, Verdict verdict, String seen, @Nullable Double value) {

  /** What became of a check. {@code INFO} is a fact or a measurement, which nothing judges. */
  enum Verdict {
    PASS,
    FAIL,
    SKIPPED,
    INFO
  }

  /** How a section's process marks its lines among what libraries print. */
  private static final String MARK = "gpu-check-line ";

  private static final int LONGEST = 400;

  Line {
    String flat = seen.strip().replaceAll("\\s+", " ");
    seen = flat.length() > LONGEST ? flat.substring(0, LONGEST) + " …" : flat;
  }

  /** Tells the parent process. */
  void send() {
    System.out.println(MARK + JsonMapper.shared().writeValueAsString(this));
  }

  /** The line that a section's process has printed; null where the text is something else. */
  static @Nullable Line received(String text) {
    return text.startsWith(MARK)
        ? JsonMapper.shared().readValue(text.substring(MARK.length()), Line.class)
        : null;
  }

  String row() {
    return String.format(Locale.ROOT, "%-9s | %-52s | %-7s | %s", section, check, verdict, seen);
  }
}
