package dev.trainyard.report.print;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.commonmark.renderer.html.HtmlWriter;

/** The frame of a page, with its style sheet in it. */
final class Page {
  private static final String STYLE = "\n" + text("report.css");

  private Page() {}

  /** A whole page, well-formed as XML too. */
  static String html(String title, String body) {
    StringBuilder page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head>");
    HtmlWriter writer = new HtmlWriter(page);
    writer.raw("<meta charset=\"UTF-8\"/>");
    writer.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>");
    writer.tag("meta", Map.of("name", "subject", "content", title), true);
    writer.tag("meta", Map.of("name", "description", "content", title), true);
    writer.tag("title");
    writer.text(title);
    writer.raw("</title>\n<style>" + STYLE + "</style></head>\n<body>\n");
    writer.raw(body);
    writer.raw("</body></html>\n");
    return page.toString();
  }

  /**
   * What a browser may load for such a page (CSP 3): nothing. Its style sheet is in it, and known
   * by its hash; a drawing's colours are in attributes of style, which cannot be.
   */
  static String policy() {
    return "default-src 'none'; style-src 'sha256-%s'; style-src-attr 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        .formatted(Base64.getEncoder().encodeToString(sha256(STYLE)));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** A drawing as a part of the page. */
  static String inline(Drawing drawing, String css) {
    String svg = drawing.svg();
    String element = svg.substring(svg.indexOf("<svg") + "<svg".length());
    return "<svg style=\"%s\" viewBox=\"0 0 %.1f %.1f\"%s"
        .formatted(css, drawing.width(), drawing.height(), withoutSize(element));
  }

  /** The document's own size is in millimetres and would win over that of the style sheet. */
  private static String withoutSize(String element) {
    int end = element.indexOf('>');
    String attributes =
        element.substring(0, end).replaceAll("\\s(width|height|viewBox)=\"[^\"]*\"", "");
    return attributes + element.substring(end).strip();
  }

  private static String text(String name) {
    try (InputStream in = Objects.requireNonNull(Page.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
