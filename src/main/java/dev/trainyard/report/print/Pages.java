package dev.trainyard.report.print;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/** Renders what is not usual Markdown: formulas, and figures and tables with their captions. */
final class Pages implements NodeRenderer {
  private static final Pattern SIGNED =
      Pattern.compile("\\(?[+\u2212][0-9](?:[0-9.,]*[0-9])?%?[,;:.)]*");

  private final HtmlNodeRendererContext context;
  private final HtmlWriter html;
  private final Map<String, Drawing> drawings;
  private final BiFunction<Drawing, String, String> insert;
  private final boolean mathMl;

  /**
   * A renderer.
   *
   * @param drawings the figures by the address of their image
   * @param insert the markup that shows a drawing, given its size as CSS
   * @param mathMl whether formulas are to be MathML rather than spans
   */
  Pages(
      HtmlNodeRendererContext context,
      Map<String, Drawing> drawings,
      BiFunction<Drawing, String, String> insert,
      boolean mathMl) {
    this.mathMl = mathMl;
    this.context = context;
    this.html = context.getWriter();
    this.drawings = drawings;
    this.insert = insert;
  }

  @Override
  public Set<Class<? extends Node>> getNodeTypes() {
    return Set.of(Formula.class, Captioned.class, Text.class);
  }

  @Override
  public void render(Node node) {
    switch (node) {
      case Formula formula -> formula(formula);
      case Captioned captioned -> captioned(captioned);
      case Text text -> text(text.getLiteral());
      default -> throw new IllegalArgumentException(node.toString());
    }
  }

  /** A line could end within a number behind its sign, or between it and a comma. */
  private void text(String text) {
    Matcher numbers = SIGNED.matcher(text);
    int written = 0;
    while (numbers.find()) {
      html.text(text.substring(written, numbers.start()));
      html.tag("span", Map.of("class", "number"));
      html.text(numbers.group());
      html.tag("/span");
      written = numbers.end();
    }
    html.text(text.substring(written));
  }

  private void formula(Formula formula) {
    String display = formula.isDisplayed() ? "block" : "inline";
    if (mathMl) {
      html.raw("<math display=\"%s\">%s</math>".formatted(display, formula.tree().mathMl()));
    } else {
      html.tag("span", Map.of("class", "formula " + display));
      html.raw(formula.tree().spans());
      html.tag("/span");
    }
  }

  private void captioned(Captioned captioned) {
    List<Image> images = captioned.images();
    html.line();
    String kind = captioned.isLong() ? "table long" : images.isEmpty() ? "table" : "figure";
    html.tag("div", Map.of("class", kind));
    if (images.isEmpty()) {
      context.render(captioned.getFirstChild());
    } else {
      html.tag("div", Map.of("class", "picture"));
      for (Image image : images) {
        Drawing drawing = Objects.requireNonNull(drawings.get(image.getDestination()));
        html.raw(insert.apply(drawing, size(drawing)));
      }
      html.tag("/div");
    }
    context.render(captioned.getLastChild());
    html.tag("/div");
    html.line();
  }

  private static String size(Drawing drawing) {
    return "width:%.1fpx;height:%.1fpx".formatted(drawing.width(), drawing.height());
  }
}
