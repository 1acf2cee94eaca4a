package dev.trainyard.web;

import dev.trainyard.refusal.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the headers of a proxy may look like. Many proxies hand on those that a client wrote; a
 * prefix such as {@code //example.org} would send the next client to another host.
 */
final class ForwardedHeaders {
  private static final String PORT =
      "(?:[1-5]?\\d{1,4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5])";
  private static final String ADDRESS = "(?:[\\w.-]+|\\[[0-9a-fA-F:.]+])(?::" + PORT + ")?";
  private static final String SCHEME = "(?:https?|wss?)";

  /** Without empty steps, and without those that lead upwards. */
  private static final String PREFIX = "(?:/(?!\\.{1,2}(?:/|$))[\\w.~-]+)*/?";

  /**
   * RFC 7239, with the port of a scheme left to its host, and names that others have added. Spring
   * finds a host or a proto wherever it stands, so it may stand in no name and no value, and reads
   * the port of an address as a number.
   */
  private static final String PAIR =
      "(?:host=(?:\"%1$s\"|%1$s)|proto=(?:\"%2$s\"|%2$s)|(?![\\w-]*(?:host|proto)=)[\\w-]+=(?:\"%1$s\"|[\\w.-]+))"
          .formatted(ADDRESS, SCHEME);

  private static final List<ForwardedHeaders> ALL =
      List.of(
          new ForwardedHeaders(
              "Forwarded",
              "%1$s(?:\\s*[;,]\\s*%1$s)*".formatted(PAIR),
              "host=trains.example.org;proto=https"),
          new ForwardedHeaders("X-Forwarded-Host", list(ADDRESS), "trains.example.org"),
          new ForwardedHeaders("X-Forwarded-Port", list(PORT), "443"),
          new ForwardedHeaders("X-Forwarded-Proto", list(SCHEME), "https"),
          new ForwardedHeaders("X-Forwarded-Ssl", "on|off", "on"),
          new ForwardedHeaders(
              "X-Forwarded-For",
              list("(?:%s|[0-9a-fA-F:.]+|unknown)".formatted(ADDRESS)),
              "192.0.2.1"),
          new ForwardedHeaders("X-Forwarded-Prefix", list(PREFIX), "/yard"));

  /** Of many proxies; matching what is far longer takes more stack than there is. */
  private static final int LONGEST = 1000;

  private final String name;
  private final Pattern form;
  private final String example;

  private ForwardedHeaders(String name, String form, String example) {
    this.name = name;
    this.form = Pattern.compile(form, Pattern.CASE_INSENSITIVE);
    this.example = example;
  }

  /** One value for each proxy on the way. */
  private static String list(String value) {
    return "%1$s(?:\\s*,\\s*%1$s)*".formatted(value);
  }

  /**
   * Lets a request pass whose headers can all be believed.
   *
   * @throws Refusal INVALID naming the first that is not what a proxy writes
   */
  static void check(HttpServletRequest request) {
    for (ForwardedHeaders header : ALL) {
      for (String text : Collections.list(request.getHeaders(header.name))) {
        if (text.length() > LONGEST || !header.form.matcher(text.strip()).matches()) {
          throw Refusal.invalid(
              header.name,
              "must be what a proxy writes, such as %s, not \"%s\""
                  .formatted(header.example, text));
        }
      }
    }
  }
}
