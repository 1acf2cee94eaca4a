package dev.trainyard.web;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/**
 * Something went wrong that no user can mend: the cause goes to the log, its number to the user.
 */
final class Incident {
  private static final Logger log = LoggerFactory.getLogger(Incident.class);

  private Incident() {}

  /** Logs the cause under a new number and answers 500 with that number alone. */
  static ProblemDetail of(@Nullable Throwable cause) {
    UUID number = UUID.randomUUID();
    log.error("incident {}", number, cause);
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(
            HttpStatus.INTERNAL_SERVER_ERROR,
            "something went wrong inside the service; its log tells what, under incident "
                + number);
    problem.setProperty("incident", number);
    return problem;
  }
}
