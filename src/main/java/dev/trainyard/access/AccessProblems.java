package dev.trainyard.access;

import dev.trainyard.refusal.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Answers whoever is not let in, in the form of every other refusal. */
final class AccessProblems {
  private static final String SCHEME = "Bearer";

  private final HandlerExceptionResolver problems;

  /**
   * The answers.
   *
   * @param problems writes an exception as a problem
   */
  AccessProblems(HandlerExceptionResolver problems) {
    this.problems = problems;
  }

  /** 400: the path could be read in more than one way. */
  void ambiguous(HttpServletRequest request, HttpServletResponse response) {
    problems.resolveException(
        request,
        response,
        null,
        Refusal.invalid(
            "path",
            "must be written plainly: without empty steps, . and .., backslashes, and encoded slashes, periods, percent signs and line breaks"));
  }

  /** 401: a key would help. */
  void unauthorized(HttpServletRequest request, HttpServletResponse response, String detail) {
    answer(request, response, HttpStatus.UNAUTHORIZED, detail);
  }

  /** 403: no other key that this client has would help. */
  void forbid(HttpServletRequest request, HttpServletResponse response, String detail) {
    answer(request, response, HttpStatus.FORBIDDEN, detail);
  }

  private void answer(
      HttpServletRequest request, HttpServletResponse response, HttpStatus status, String detail) {
    var exception =
        new ErrorResponseException(status, ProblemDetail.forStatusAndDetail(status, detail), null);
    if (status == HttpStatus.UNAUTHORIZED) {
      exception.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, SCHEME);
    }
    problems.resolveException(request, response, null, exception);
  }
}
