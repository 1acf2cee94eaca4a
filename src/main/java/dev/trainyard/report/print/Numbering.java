package dev.trainyard.report.print;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers figures and tables in the order in which they come, and fills in the references.
 *
 * <p>In the text, a figure is {@code ![caption](figure:key)}, or {@code (figure:one+other)} for two
 * pictures beside each other; the caption of a table is {@code Table [key]: caption} on the line
 * before it, and {@code [@key]} refers to either.
 */
final class Numbering {
  private static final Pattern FIGURE =
      Pattern.compile("^!\\[(.+)]\\(figure:([a-z0-9-]+(?:\\+[a-z0-9-]+)*)\\)$", Pattern.MULTILINE);
  private static final Pattern TABLE =
      Pattern.compile("^Table \\[([a-z0-9-]+)]: (.+)$", Pattern.MULTILINE);
  private static final Pattern REFERENCE = Pattern.compile("\\[@([a-z0-9-]+)]");

  private final Map<String, String> names = new HashMap<>();
  private final List<String> figures = new ArrayList<>();
  private int numbered;
  private int tables;

  /** The keys of the figures, in their order; complete after {@link #apply}. */
  List<String> figures() {
    return List.copyOf(figures);
  }

  /**
   * The text with all numbers.
   *
   * @throws IllegalArgumentException if something is defined twice, or referred to and not there
   */
  String apply(String text) {
    String captions = FIGURE.matcher(text).replaceAll(quoted(this::figure));
    String numbered = TABLE.matcher(captions).replaceAll(quoted(this::table));
    return REFERENCE.matcher(numbered).replaceAll(quoted(found -> reference(found.group(1))));
  }

  private static Function<MatchResult, String> quoted(Function<MatchResult, String> replacement) {
    return replacement.andThen(Matcher::quoteReplacement);
  }

  private String figure(MatchResult found) {
    numbered++;
    String name = "Figure " + numbered;
    StringBuilder pictures = new StringBuilder();
    for (String key : found.group(2).split("\\+", -1)) {
      figures.add(key);
      define(key, name);
      pictures.append("![%s](figures/%s.svg) ".formatted(name, key));
    }
    return "%s\n\n**%s.** %s".formatted(pictures.toString().strip(), name, found.group(1));
  }

  private String table(MatchResult found) {
    tables++;
    String name = "Table " + tables;
    define(found.group(1), name);
    return "**%s.** %s".formatted(name, found.group(2));
  }

  private void define(String key, String name) {
    if (names.put(key, name) != null) {
      throw new IllegalArgumentException("%s is there twice".formatted(key));
    }
  }

  private String reference(String key) {
    String name = names.get(key);
    if (name == null) {
      throw new IllegalArgumentException("nothing is called %s".formatted(key));
    }
    return name;
  }
}
