package dev.trainyard.report.print;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/** Renders what is not usual Markdown: formulas, and figures and tables with their captions. */
final class Pages implements NodeRenderer {
  private final HtmlNodeRendererContext context;
  private final HtmlWriter html;
  private final Map<String, Drawing> drawings;
  private final BiFunction<Drawing, String, String> insert;

  /**
   * A renderer.
   *
   * @param drawings the figures by the address of their image
   * @param insert the markup that shows a drawing, given the CSS of its size and place
   */
  Pages(
      HtmlNodeRendererContext context,
      Map<String, Drawing> drawings,
      BiFunction<Drawing, String, String> insert) {
    this.context = context;
    this.html = context.getWriter();
    this.drawings = drawings;
    this.insert = insert;
  }

  @Override
  public Set<Class<? extends Node>> getNodeTypes() {
    return Set.of(Formula.class, Captioned.class);
  }

  @Override
  public void render(Node node) {
    switch (node) {
      case Formula formula -> formula(formula);
      case Captioned captioned -> captioned(captioned);
      default -> throw new IllegalArgumentException(node.toString());
    }
  }

  private void formula(Formula formula) {
    Formula.Typeset typeset = formula.typeset();
    html.tag("span", Map.of("class", formula.isDisplayed() ? "formula displayed" : "formula"));
    html.raw(insert.apply(typeset.drawing(), typeset.css()));
    html.tag("/span");
  }

  private void captioned(Captioned captioned) {
    Image image = captioned.image();
    html.line();
    html.tag("div", Map.of("class", image == null ? "table" : "figure"));
    if (image == null) {
      context.render(captioned.getFirstChild());
    } else {
      Drawing drawing = Objects.requireNonNull(drawings.get(image.getDestination()));
      html.tag("div", Map.of("class", "picture"));
      html.raw(insert.apply(drawing, size(drawing)));
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
