package dev.trainyard.report.print;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A formula or a part of it, as an element of MathML.
 *
 * @param element its name; the elements of tokens, such as {@code mi}, hold a text, others parts
 */
record MathNode(String element, String text, List<MathNode> parts) {
  private static final String MINUS = "\u2212";

  static MathNode leaf(String element, String text) {
    return new MathNode(element, text, List.of());
  }

  static MathNode of(String element, MathNode... parts) {
    return new MathNode(element, "", List.of(parts));
  }

  /** MathML Core, which browsers show and screen readers read. */
  String mathMl() {
    String content =
        parts.isEmpty()
            ? escaped(text)
            : parts.stream().map(MathNode::mathMl).collect(Collectors.joining());
    // A bracket is no higher than what is beside it in the whole formula only if that is said.
    String attributes = text.equals("(") || text.equals(")") ? " stretchy=\"false\"" : "";
    return "<%s%s>%s</%1$s>".formatted(element, attributes, content);
  }

  /** Spans in the fonts of the text, for what knows no MathML; style sheets place them. */
  String spans() {
    return switch (element) {
      case "mi" -> text.length() == 1 ? "<i>%s</i>".formatted(escaped(text)) : escaped(text);
      case "mo" -> operator();
      case "msub" -> part(0) + "<sub>%s</sub>".formatted(part(1));
      case "msup" -> part(0) + "<sup>%s</sup>".formatted(part(1));
      case "msubsup" -> part(0) + "<sub>%s</sub><sup>%s</sup>".formatted(part(1), part(2));
      case "munder" -> stack("", part(0), part(1));
      case "munderover" -> stack(part(2), part(0), part(1));
      case "mfrac" ->
          "<span class=\"fraction\"><span class=\"over\">%s</span><span>%s</span></span>"
              .formatted(part(0), part(1));
      default -> parts.isEmpty() ? escaped(text) : row();
    };
  }

  /** A minus that begins a row or follows an equals sign is a sign; functions stand apart. */
  private String row() {
    StringBuilder row = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      MathNode one = parts.get(i);
      boolean first = i == 0 || parts.get(i - 1).text().equals("=");
      if (first && one.text().equals(MINUS)) {
        row.append(MINUS);
      } else if (!first && one.text().equals(MathReader.LN)) {
        row.append('\u00a0').append(one.spans());
      } else {
        row.append(one.spans());
      }
    }
    return row.toString();
  }

  private String operator() {
    return switch (text) {
      case "=", "\u2190", "+", "\u2212", "\u00b7" -> " %s ".formatted(text);
      case "," -> ", ";
      default -> escaped(text);
    };
  }

  private static String stack(String over, String middle, String under) {
    return "<span class=\"stack\"><span>%s</span><span class=\"large\">%s</span><span>%s</span></span>"
        .formatted(over, middle, under);
  }

  private String part(int index) {
    return parts.get(index).spans();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
