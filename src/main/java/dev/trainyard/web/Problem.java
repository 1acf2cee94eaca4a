package dev.trainyard.web;

import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * A request that is answered with an RFC 9457 problem.
 *
 * <p>Every web layer throws it; exceptions of a module that mean one answer may extend it. The
 * detail is a sentence for the user, without a full stop.
 */
public class Problem extends ErrorResponseException {
  private static final long serialVersionUID = 1L;

  /** A problem without a field to blame. */
  protected Problem(HttpStatus status, String detail) {
    super(status, ProblemDetail.forStatusAndDetail(status, detail), null);
  }

  private Problem(List<WrongField> errors) {
    this(HttpStatus.BAD_REQUEST, summary(errors));
    getBody().setProperty("errors", List.copyOf(errors));
  }

  /**
   * 400: the request breaks the contract in these fields.
   *
   * @param errors at least one
   */
  public static Problem badRequest(List<WrongField> errors) {
    return new Problem(errors);
  }

  /** 400: the request breaks the contract in one field. */
  public static Problem badRequest(String field, String message) {
    return badRequest(List.of(new WrongField(field, message)));
  }

  /** 404: what the path names does not exist. */
  public static Problem notFound(String detail) {
    return new Problem(HttpStatus.NOT_FOUND, detail);
  }

  /** 409: the request does not go with the present state. */
  public static Problem conflict(String detail) {
    return new Problem(HttpStatus.CONFLICT, detail);
  }

  /** Any other status. */
  public static Problem of(HttpStatus status, String detail) {
    return new Problem(status, detail);
  }

  private static String summary(List<WrongField> errors) {
    if (errors.isEmpty()) {
      throw new IllegalArgumentException("a bad request needs at least one error");
    }
    String first = errors.getFirst().toString();
    int more = errors.size() - 1;
    return more == 0 ? first : "%s (and %d more, see errors)".formatted(first, more);
  }
}
