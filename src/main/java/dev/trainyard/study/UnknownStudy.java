package dev.trainyard.study;

import dev.trainyard.web.Problem;
import org.springframework.http.HttpStatus;

/** There is no study with this id. */
public class UnknownStudy extends Problem {
  private static final long serialVersionUID = 1L;

  UnknownStudy(long id) {
    super(HttpStatus.NOT_FOUND, "there is no study %d".formatted(id));
  }
}
