package dev.trainyard.web;

import dev.trainyard.refusal.Refusal;
import dev.trainyard.refusal.WrongField;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.util.JsonParserDelegate;

/**
 * Notes numbers that no double comes near: Jackson reads {@code 1e400} as infinite and {@code
 * 1e-400} as 0, and nothing after it could tell what was sent.
 */
final class ExactNumbers extends JsonParserDelegate {
  private static final int LONGEST_QUOTE = 40;

  /** Whatever its exponent. */
  private static final Pattern ZERO = Pattern.compile("-?[0.]+([eE].*)?");

  private final WrongFields errors = new WrongFields("");

  ExactNumbers(JsonParser parser) {
    super(parser);
  }

  @Override
  public double getDoubleValue() {
    double value = super.getDoubleValue();
    if (Double.isInfinite(value)) {
      note("must be a number from -1.8e308 to 1.8e308, not ");
    } else if (value == 0 && !ZERO.matcher(getString()).matches()) {
      note("must be 0 or at least 4.9e-324 away from it, not ");
    }
    return value;
  }

  /**
   * Lets a document pass that was read from here.
   *
   * @throws Refusal INVALID naming every number that no double comes near
   */
  void check() {
    if (!errors.isEmpty()) {
      throw errors.refusal();
    }
  }

  private void note(String message) {
    errors.add(path(streamReadContext()), message + WrongField.shorten(getString(), LONGEST_QUOTE));
  }

  private static String path(TokenStreamContext place) {
    TokenStreamContext around = place.getParent();
    if (around == null) {
      return "";
    }
    String path = path(around);
    return place.inArray()
        ? "%s[%d]".formatted(path, place.getCurrentIndex())
        : path.isEmpty() ? place.currentName() : path + "." + place.currentName();
  }
}
