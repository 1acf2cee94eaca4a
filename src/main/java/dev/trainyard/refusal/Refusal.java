package dev.trainyard.refusal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The service does not do what was asked. Its message is a sentence for the user, without a full
 * stop; whoever answers the user puts it into the form of the answer.
 */
public class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The most errors that a refusal names; of others it says how many there are. */
  public static final int MOST_ERRORS = 50;

  /** Why something is not done. */
  public enum Kind {
    /** What was asked makes no sense; the fields say where. */
    INVALID,
    /** There is none of this name or number. */
    UNKNOWN,
    /** It does not go with the present state. */
    CONFLICT,
    /** It is more than is accepted. */
    TOO_LARGE,
    /** It did not come within the time that it may take. */
    TOO_SLOW,
    /** There is as much of it as there may be; when some has ended there will be room. */
    BUSY,
    /** It cannot be done now; later it may. */
    UNAVAILABLE
  }

  private final Kind kind;
  private final transient List<WrongField> errors;
  private final @Nullable Duration retryAfter;

  /** A refusal without a field to blame. */
  protected Refusal(Kind kind, String message) {
    this(kind, message, List.of(), null);
  }

  private Refusal(
      Kind kind, String message, List<WrongField> errors, @Nullable Duration retryAfter) {
    super(message);
    this.kind = kind;
    this.errors = List.copyOf(errors);
    this.retryAfter = retryAfter;
  }

  /**
   * What was asked is wrong in these fields.
   *
   * @param errors at least one
   */
  public static Refusal invalid(List<WrongField> errors) {
    return new Refusal(Kind.INVALID, summary(errors, ""), first(errors), null);
  }

  /**
   * What was asked is wrong in these fields, and perhaps in others that were not looked at.
   *
   * @param errors at least one
   */
  public static Refusal invalidAmongOthers(List<WrongField> errors) {
    return new Refusal(Kind.INVALID, summary(errors, "at least "), first(errors), null);
  }

  /** What was asked is wrong in one field. */
  public static Refusal invalid(String field, String message) {
    return invalid(List.of(new WrongField(field, message)));
  }

  /** There is none of this name or number. */
  public static Refusal unknown(String message) {
    return new Refusal(Kind.UNKNOWN, message);
  }

  /** It does not go with the present state. */
  public static Refusal conflict(String message) {
    return new Refusal(Kind.CONFLICT, message);
  }

  /** It is more than is accepted. */
  public static Refusal tooLarge(String message) {
    return new Refusal(Kind.TOO_LARGE, message);
  }

  /** It did not come in time. */
  public static Refusal tooSlow(String message) {
    return new Refusal(Kind.TOO_SLOW, message);
  }

  /**
   * There is no room for it now.
   *
   * @param retryAfter when to ask again
   */
  public static Refusal busy(String message, Duration retryAfter) {
    return new Refusal(Kind.BUSY, message, List.of(), retryAfter);
  }

  /** It cannot be done now. */
  public static Refusal unavailable(String message) {
    return new Refusal(Kind.UNAVAILABLE, message);
  }

  public Kind kind() {
    return kind;
  }

  /**
   * What is wrong with each field, where the kind is {@code INVALID}, of the first {@link
   * #MOST_ERRORS}; otherwise empty.
   */
  public List<WrongField> errors() {
    return errors;
  }

  /** When to ask again, where that can be said. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  private static List<WrongField> first(List<WrongField> errors) {
    return errors.subList(0, Math.min(MOST_ERRORS, errors.size()));
  }

  private static String summary(List<WrongField> errors, String atLeast) {
    if (errors.isEmpty()) {
      throw new IllegalArgumentException("an invalid request has at least one error");
    }
    String first = errors.getFirst().toString();
    int more = errors.size() - 1;
    if (more == 0) {
      return first;
    }
    return more < MOST_ERRORS
        ? "%s (and %s%d more, see errors)".formatted(first, atLeast, more)
        : "%s (and %s%,d more; errors has the first %d)"
            .formatted(first, atLeast, more, MOST_ERRORS);
  }
}
