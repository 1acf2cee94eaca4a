package dev.trainyard.catalog;

import java.util.List;

/** There is no preset or dataset with this name; the message lists those that there are. */
public class UnknownName extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownName(String kind, String name, List<String> known) {
    super("there is no %s '%s'; known are %s".formatted(kind, name, String.join(", ", known)));
  }
}
