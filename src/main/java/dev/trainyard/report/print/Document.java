package dev.trainyard.report.print;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** A text with its figures; one Markdown text is the source of all formats. */
public final class Document {
  private static final List<TablesExtension> TABLES =
      List.of((TablesExtension) TablesExtension.create());

  /** The time of all files in a zip, so that the same document gives the same bytes. */
  private static final LocalDateTime SOME_DAY = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final String title;
  private final String markdown;
  private final Map<String, Drawing> drawings;
  private final Map<String, String> attachments;

  private Document(
      String title,
      String markdown,
      Map<String, Drawing> drawings,
      Map<String, String> attachments) {
    this.title = title;
    this.markdown = markdown;
    this.drawings = drawings;
    this.attachments = attachments;
  }

  /**
   * A document with its figures and tables numbered as {@link Numbering} says.
   *
   * @param figures draws the figure of a key
   * @param attachments texts by the names of their files, which the zip holds beside the document
   */
  public static Document of(
      String title,
      String text,
      Function<String, Drawing> figures,
      Map<String, String> attachments) {
    Numbering numbering = new Numbering();
    String markdown = numbering.apply(text);
    return new Document(
        title,
        markdown,
        numbering.figures().stream()
            .collect(
                Collectors.toMap(
                    "figures/%s.svg"::formatted, figures, (one, _) -> one, LinkedHashMap::new)),
        attachments);
  }

  /** The text; its pictures are not in it. */
  public String markdown() {
    return markdown;
  }

  /** A page that needs no other file. */
  public String html() {
    return Page.html(title, body(Page::inline, true));
  }

  /** The Content-Security-Policy under which {@link #html} shows all that is in it, and no more. */
  public static String policy() {
    return Page.policy();
  }

  /** A PDF. */
  public byte[] pdf() {
    return new PdfWriter().pdf(title, insert -> body(insert, false));
  }

  /** The Markdown text with its pictures and attachments, in a zip. */
  public byte[] zip() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      add(zip, "report.md", markdown);
      for (Map.Entry<String, Drawing> drawing : drawings.entrySet()) {
        add(zip, drawing.getKey(), drawing.getValue().svg());
      }
      for (Map.Entry<String, String> attachment : attachments.entrySet()) {
        add(zip, attachment.getKey(), attachment.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private String body(BiFunction<Drawing, String, String> insert, boolean mathMl) {
    Node document =
        Captioned.gather(
            Parser.builder()
                .extensions(TABLES)
                .customInlineContentParserFactory(new FormulaParser())
                .build()
                .parse(markdown));
    return HtmlRenderer.builder()
        .escapeHtml(true)
        .extensions(TABLES)
        .nodeRendererFactory(context -> new Pages(context, drawings, insert, mathMl))
        .build()
        .render(document);
  }

  private static void add(ZipOutputStream zip, String name, String content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(SOME_DAY);
    zip.putNextEntry(entry);
    zip.write(content.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }
}
