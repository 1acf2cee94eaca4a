package dev.trainyard.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.web.header.HeaderWriter;

/**
 * What every answer says to a browser: that it is nothing but what it says it is, that it belongs
 * to this service alone, and what it may load. An answer that knows better what it needs has a
 * policy of its own already.
 */
final class ProtectiveHeaders implements HeaderWriter {
  private static final String POLICY = "Content-Security-Policy";

  private static final String SEALED =
      "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /** JSON, text, pictures in pixels, PDF: they load nothing. */
  private static final String NOTHING = "default-src 'none'" + SEALED;

  /** A picture has its colours in attributes of style, and images of digits in itself. */
  private static final String PICTURE =
      "default-src 'none'; img-src data:; style-src-attr 'unsafe-inline'" + SEALED;

  /**
   * Its own scripts and style sheets, whose icons are in them, and calls of this service. React
   * writes some styles as attributes; the hash is of the style within its logo.
   */
  private static final String SWAGGER_UI =
      "default-src 'none'; connect-src 'self'; img-src 'self' data:; script-src 'self'; style-src 'self' 'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='; style-src-attr 'unsafe-inline'"
          + SEALED;

  /** Its own scripts and style sheet, calls of this service, and the pictures that these answer. */
  private static final String PAGE =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'"
          + SEALED;

  private static final Map<String, String> ALWAYS =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Permissions-Policy", "camera=(), geolocation=(), microphone=()");

  @Override
  public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
    ALWAYS.forEach(response::setHeader);
    if (!response.containsHeader(POLICY)) {
      response.setHeader(POLICY, policy(response.getContentType(), pathOf(request)));
    }
  }

  /** For what is refused before there is a request to speak of. */
  static void writeTo(HttpServletResponse response) {
    ALWAYS.forEach(response::setHeader);
    response.setHeader(POLICY, NOTHING);
  }

  private static String policy(@Nullable String type, String path) {
    boolean page = path.equals("/") || path.equals("/index.html");
    if (type == null) {
      // That a page is still the same: what is said with it holds for what a browser has kept.
      return page ? PAGE : NOTHING;
    }
    if (type.startsWith("image/svg+xml")) {
      return PICTURE;
    }
    if (!type.startsWith(MediaType.TEXT_HTML_VALUE)) {
      return NOTHING;
    }
    if (path.startsWith("/swagger-ui/")) {
      return SWAGGER_UI;
    }
    return page ? PAGE : NOTHING;
  }

  private static String pathOf(HttpServletRequest request) {
    return request.getRequestURI().substring(request.getContextPath().length());
  }
}
