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

  @Override
  public String toString() {
    return "%s: %s".formatted(field, message);
  }
}
