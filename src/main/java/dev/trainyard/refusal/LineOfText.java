package dev.trainyard.refusal;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a user calls something: one line with something to be seen in it, of characters that JSON,
 * XML 1.0 and every database can hold. Refused are control characters (tab and line feed among
 * them), line and paragraph separators, halves of characters, noncharacters such as U+FFFF, and
 * texts of blanks and invisible characters alone.
 */
@Documented
@Constraint(validatedBy = LineOfText.Check.class)
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface LineOfText {

  /** Not used: the message says which character is wrong. */
  String message() default "";

  /** As Bean Validation has it. */
  Class<?>[] groups() default {};

  /** As Bean Validation has it. */
  Class<? extends Payload>[] payload() default {};

  /** Looks for the first character that cannot be. */
  final class Check implements ConstraintValidator<LineOfText, @Nullable String> {
    /** Characters that look like nothing without being blanks by their category. */
    private static final String BLANK_LETTERS = "\u115f\u1160\u2800\u3164\uffa0";

    @Override
    public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
      Optional<String> complaint = text == null ? Optional.empty() : complaint(text);
      complaint.ifPresent(
          message -> {
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(message).addConstraintViolation();
          });
      return complaint.isEmpty();
    }

    /** What is wrong with a text; empty if nothing is. */
    public static Optional<String> complaint(String text) {
      int[] characters = text.codePoints().toArray();
      return IntStream.range(0, characters.length)
          .filter(i -> !canBe(characters[i]))
          .mapToObj(
              i ->
                  "must be one line of text; its character %d is U+%04X, %s"
                      .formatted(i + 1, characters[i], kind(characters[i])))
          .findFirst()
          .or(
              () ->
                  IntStream.of(characters).anyMatch(Check::shows)
                      ? Optional.empty()
                      : Optional.of("must have a character that can be seen"));
    }

    private static boolean canBe(int character) {
      return switch (Character.getType(character)) {
        case Character.CONTROL,
            Character.SURROGATE,
            Character.LINE_SEPARATOR,
            Character.PARAGRAPH_SEPARATOR ->
            false;
        default -> !isNoncharacter(character) && !turns(character);
      };
    }

    /** Embeddings, overrides and isolates of Unicode's bidirectional algorithm, and their ends. */
    private static boolean turns(int character) {
      return (character >= 0x202a && character <= 0x202e)
          || (character >= 0x2066 && character <= 0x2069);
    }

    private static String kind(int character) {
      return switch (Character.getType(character)) {
        case Character.CONTROL -> "a control character";
        case Character.SURROGATE -> "half of a character";
        case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> "which ends a line";
        default ->
            turns(character)
                ? "which turns the direction of what follows"
                : "which is no character";
      };
    }

    private static boolean isNoncharacter(int character) {
      return (character & 0xfffe) == 0xfffe || (character >= 0xfdd0 && character <= 0xfdef);
    }

    private static boolean shows(int character) {
      return switch (Character.getType(character)) {
        case Character.SPACE_SEPARATOR,
            Character.FORMAT,
            Character.NON_SPACING_MARK,
            Character.ENCLOSING_MARK ->
            false;
        default -> BLANK_LETTERS.indexOf(character) < 0;
      };
    }
  }
}
