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

  /** 401: there is no key in the request. */
  void needKey(HttpServletRequest request, HttpServletResponse response) {
    challenge(
        request,
        response,
        SCHEME,
        "a key is needed, in the header Authorization: Bearer ty_...; who runs the service makes one with: keys add");
  }

  /** 401: another key would help. */
  void refuseKey(HttpServletRequest request, HttpServletResponse response, String detail) {
    challenge(request, response, SCHEME + " error=\"invalid_token\"", detail);
  }

  private void challenge(
      HttpServletRequest request, HttpServletResponse response, String challenge, String detail) {
    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge);
    answer(request, response, HttpStatus.UNAUTHORIZED, detail);
  }

  /** 403: this key may not do that. */
  void needRole(HttpServletRequest request, HttpServletResponse response) {
    forbid(
        request,
        response,
        "%s needs a key with the role write; this one, %s, has the role read"
            .formatted(request.getMethod(), request.getRemoteUser()));
  }

  /** 403: who asks must not ask that. */
  void forbid(HttpServletRequest request, HttpServletResponse response, String detail) {
    answer(request, response, HttpStatus.FORBIDDEN, detail);
  }

  private void answer(
      HttpServletRequest request, HttpServletResponse response, HttpStatus status, String detail) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
    problems.resolveException(
        request, response, null, new ErrorResponseException(status, problem, null));
  }
}
