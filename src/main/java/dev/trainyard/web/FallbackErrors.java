package dev.trainyard.web;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what fails outside of a controller, in filters and in the servlet container. */
@Hidden
@RestController
class FallbackErrors implements ErrorController {

  @RequestMapping("/error")
  ResponseEntity<ProblemDetail> error(HttpServletRequest request) {
    ProblemDetail problem = problem(request);
    return ResponseEntity.status(problem.getStatus())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }

  private static ProblemDetail problem(HttpServletRequest request) {
    if (!(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status)) {
      return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, Wanted.NOTHING_HERE);
    }
    if (status >= 500) {
      return Incident.of((Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION));
    }
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(
            HttpStatusCode.valueOf(status),
            detail(status, request.getAttribute(RequestDispatcher.ERROR_METHOD)));
    if (request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String uri) {
      problem.setInstance(URI.create(uri));
    }
    return problem;
  }

  private static String detail(int status, @Nullable Object method) {
    if (status == HttpStatus.REQUEST_TIMEOUT.value()) {
      return "the body did not come in time";
    }
    return status == HttpStatus.METHOD_NOT_ALLOWED.value()
        ? method + " is not possible here; the answer to OPTIONS lists what is"
        : ContainerErrors.MALFORMED;
  }
}
