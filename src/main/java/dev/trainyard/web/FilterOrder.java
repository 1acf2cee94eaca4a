package dev.trainyard.web;

import org.springframework.core.Ordered;

/** In which order the filters see a request, those of all packages together. */
public final class FilterOrder {
  /** What every answer carries, whoever gives it. */
  static final int HEADERS = Ordered.HIGHEST_PRECEDENCE;

  /** Host, scheme and path as the client knows them. */
  static final int FORWARDED = HEADERS + 1;

  /** Whether the request is meant for this service at all. */
  public static final int ADDRESS = FORWARDED + 1;

  /** A process that only trains answers nothing else. */
  public static final int WORKER = ADDRESS + 1;

  /** Whether the client may ask that. */
  public static final int KEYS = WORKER + 1;

  static final int SLASHES = KEYS + 1;
  static final int SEMICOLONS = SLASHES + 1;

  private FilterOrder() {}
}
