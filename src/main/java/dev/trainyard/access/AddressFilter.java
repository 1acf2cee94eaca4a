package dev.trainyard.access;

import dev.trainyard.refusal.WrongField;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what another page has a browser send here, and what is meant for a host that is not this
 * service: whoever reads a web page must not command the service on their own machine by it.
 */
final class AddressFilter extends OncePerRequestFilter {
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> FOREIGN_SITES = Set.of("cross-site", "same-site");
  private static final int LONGEST = 200;

  private final OwnNames names;
  private final List<String> origins;
  private final AccessProblems problems;

  /**
   * A filter in front of all that is answered.
   *
   * @param origins of other services that may call this one, lower case
   */
  AddressFilter(OwnNames names, List<String> origins, AccessProblems problems) {
    this.names = names;
    this.origins = origins;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String complaint = complaint(request);
    if (complaint == null) {
      chain.doFilter(request, response);
    } else {
      problems.forbid(request, response, complaint);
    }
  }

  /** Why a request is not let in; null if it is. */
  private @Nullable String complaint(HttpServletRequest request) {
    String host = request.getServerName();
    if (!names.include(host, request.getLocalAddr())) {
      return "this service is not known as %s; call it by one of [%s], or add the name to its TRAINYARD_ACCESS_HOSTS"
          .formatted(quoted(host), names);
    }
    String own = Origins.of(request);
    List<String> sent = Collections.list(request.getHeaders(HttpHeaders.ORIGIN));
    for (String origin : sent) {
      if (!origin.equalsIgnoreCase(own) && origins.stream().noneMatch(origin::equalsIgnoreCase)) {
        return "a page of the origin %s must not call this service, whose own origin is %s; add the other to its TRAINYARD_ACCESS_ORIGINS if it may"
            .formatted(quoted(origin), own);
      }
    }
    String site = request.getHeader("Sec-Fetch-Site");
    return sent.isEmpty()
            && site != null
            && FOREIGN_SITES.contains(site)
            && !SAFE.contains(request.getMethod())
        ? "a page of another site must not have a browser send %s to this service; send it from a page of its own or without a browser"
            .formatted(request.getMethod())
        : null;
  }

  private static String quoted(String text) {
    return '"' + WrongField.shorten(text, LONGEST) + '"';
  }
}
