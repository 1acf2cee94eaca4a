package dev.trainyard.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;

/** Origins as browsers write them (RFC 6454, 6.2). */
final class Origins {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private Origins() {}

  /** Where a request was sent to. */
  static String of(HttpServletRequest request) {
    return of(request.getScheme(), request.getServerName(), request.getServerPort());
  }

  /**
   * An origin without the port that belongs to its scheme.
   *
   * @param port -1 for none
   */
  static String of(String scheme, String host, int port) {
    int usual = scheme.equals("https") ? HTTPS : HTTP;
    String suffix = port < 0 || port == usual ? "" : ":" + port;
    return (scheme + "://" + host + suffix).toLowerCase(Locale.ROOT);
  }
}
