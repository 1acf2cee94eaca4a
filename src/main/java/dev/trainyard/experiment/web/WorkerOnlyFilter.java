package dev.trainyard.experiment.web;

import dev.trainyard.refusal.Refusal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Stands in front of a process that only trains: it says how it is, and nothing else. */
final class WorkerOnlyFilter extends OncePerRequestFilter {
  private final HandlerExceptionResolver problems;

  /**
   * A door.
   *
   * @param problems writes the answer to whoever is turned away
   */
  WorkerOnlyFilter(HandlerExceptionResolver problems) {
    this.problems = problems;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getServletPath().startsWith("/actuator/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    problems.resolveException(
        request,
        response,
        null,
        Refusal.unknown(
            "this process only trains (its trainyard.roles are worker alone) and answers nothing but its health and its metrics below /actuator; ask a process that has the role api"));
  }
}
