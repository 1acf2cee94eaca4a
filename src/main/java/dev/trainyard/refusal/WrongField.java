package dev.trainyard.refusal;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * What is wrong with one field of a request.
 *
 * @param field the path of the field, such as {@code training.epochs} or {@code
 *     network.layers[2].units}; the name of a parameter; or {@link #BODY}
 * @param message what is wrong and what would be right; reads on after the field's name, without a
 *     full stop
 */
@Schema(name = "FieldError")
public record WrongField(String field, String message) {

  /** Stands for the whole body where no single field is to blame. */
  public static final String BODY = "body";

  private static final int LONGEST_FIELD = 200;
  private static final int LONGEST_MESSAGE = 1000;

  /** Cuts what a user made too long to be read. */
  public WrongField {
    field = shorten(field, LONGEST_FIELD);
    message = shorten(message, LONGEST_MESSAGE);
  }

  /** The beginning of a text that is longer than {@code most} chars; no character is halved. */
  public static String shorten(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end) + "…";
  }

  @Override
  public String toString() {
    return "%s: %s".formatted(field, message);
  }
}
