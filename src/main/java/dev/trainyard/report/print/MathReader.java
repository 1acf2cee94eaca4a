package dev.trainyard.report.print;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the part of LaTeX that the reports' formulas are written in: letters, numbers, operators,
 * {@code ^} and {@code _}, {@code {}}, {@code \frac}, {@code \mathrm}, and the commands of {@link
 * #SYMBOLS}.
 */
final class MathReader {
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(\\\\[a-zA-Z]+|\\\\.|\\d+(?:,\\d{3})*(?:\\.\\d+)?|\\S)");

  /** With its space. */
  static final String LN = "ln\u00a0";

  private static final String SPACE = "\u2003";

  private static final Map<String, MathNode> SYMBOLS =
      Map.ofEntries(
          Map.entry("\\cdot", MathNode.leaf("mo", "\u00b7")),
          Map.entry("\\leftarrow", MathNode.leaf("mo", "\u2190")),
          Map.entry("\\sum", MathNode.leaf("mo", "\u2211")),
          Map.entry("\\partial", MathNode.leaf("mo", "\u2202")),
          Map.entry("\\ln", MathNode.leaf("mi", LN)),
          Map.entry("\\max", MathNode.leaf("mi", "max")),
          Map.entry("\\lambda", MathNode.leaf("mi", "\u03bb")),
          Map.entry("\\eta", MathNode.leaf("mi", "\u03b7")),
          Map.entry("\\,", MathNode.leaf("mtext", "\u2009")),
          Map.entry("\\qquad", MathNode.leaf("mtext", SPACE)),
          Map.entry("-", MathNode.leaf("mo", "\u2212")));

  private final List<String> tokens = new ArrayList<>();
  private int next;

  private MathReader(String latex) {
    Matcher matcher = TOKEN.matcher(latex);
    while (matcher.lookingAt()) {
      tokens.add(matcher.group(1));
      matcher.region(matcher.end(), latex.length());
    }
  }

  /**
   * The tree of a formula.
   *
   * @throws IllegalArgumentException if it is written in anything else
   */
  static MathNode read(String latex) {
    MathReader reader = new MathReader(latex);
    MathNode formula = reader.row();
    if (reader.next < reader.tokens.size()) {
      throw new IllegalArgumentException("an unexpected } in " + latex);
    }
    return formula;
  }

  private MathNode row() {
    List<MathNode> row = new ArrayList<>();
    while (next < tokens.size() && !tokens.get(next).equals("}")) {
      row.add(scripted());
    }
    return row.size() == 1 ? row.getFirst() : new MathNode("mrow", "", row);
  }

  private MathNode scripted() {
    MathNode base = atom();
    MathNode sub = null;
    MathNode sup = null;
    while (next < tokens.size() && "_^".contains(tokens.get(next))) {
      if (tokens.get(next++).equals("_")) {
        sub = atom();
      } else {
        sup = atom();
      }
    }
    boolean sum = base.text().equals("\u2211");
    if (sub != null && sup != null) {
      return MathNode.of(sum ? "munderover" : "msubsup", base, sub, sup);
    } else if (sub != null) {
      return MathNode.of(sum ? "munder" : "msub", base, sub);
    }
    return sup == null ? base : MathNode.of("msup", base, sup);
  }

  private MathNode atom() {
    if (next == tokens.size()) {
      throw new IllegalArgumentException("a formula ends too early: " + tokens);
    }
    String token = tokens.get(next++);
    MathNode symbol = SYMBOLS.get(token);
    if (symbol != null) {
      return symbol;
    }
    return switch (token) {
      case "{" -> group();
      case "\\frac" -> MathNode.of("mfrac", atom(), atom());
      case "\\mathrm" -> MathNode.leaf("mi", letters(atom()));
      default -> character(token);
    };
  }

  private MathNode group() {
    MathNode row = row();
    if (next == tokens.size()) {
      throw new IllegalArgumentException("a } is missing: " + tokens);
    }
    next++;
    return row;
  }

  private static MathNode character(String token) {
    if (token.startsWith("\\")) {
      throw new IllegalArgumentException("formulas have no " + token);
    }
    char first = token.charAt(0);
    return MathNode.leaf(
        Character.isDigit(first) ? "mn" : Character.isLetter(first) ? "mi" : "mo", token);
  }

  private static String letters(MathNode node) {
    StringBuilder letters = new StringBuilder(node.text());
    node.parts().forEach(part -> letters.append(part.text()));
    return letters.toString();
  }
}
