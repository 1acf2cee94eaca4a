package dev.trainyard.report;

import static java.util.Map.entry;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.attributes.AttributeResolver;
import io.pebbletemplates.pebble.extension.AbstractExtension;
import io.pebbletemplates.pebble.extension.Filter;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import io.pebbletemplates.pebble.template.EvaluationContext;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Fills the words of a report's template with facts.
 *
 * <p>Filters of the templates, each with an optional number of digits behind the point: {@code
 * percent}, {@code bare}, {@code points}, {@code signed} (points with their sign), {@code plus},
 * {@code fixed}; and {@code p}, {@code images}, {@code count}, {@code plain}, {@code duration},
 * {@code day}, {@code when}, {@code text}, all as {@link Numbers} has them.
 */
final class ReportTemplate {
  private static final String DIGITS = "digits";
  private static final int USUAL_DIGITS = 2;

  private final PebbleEngine engine =
      new PebbleEngine.Builder()
          .loader(loader())
          .autoEscaping(false)
          .strictVariables(true)
          .newLineTrimming(false)
          .defaultLocale(Locale.ENGLISH)
          .extension(new Vocabulary())
          .build();

  /** A filter that can be told how many digits are wanted. */
  private record FormatFilter(BiFunction<Object, Integer, String> how) implements Filter {
    @Override
    public Object apply(
        Object input,
        Map<String, Object> arguments,
        PebbleTemplate self,
        EvaluationContext context,
        int line) {
      Number digits = (Number) arguments.getOrDefault(DIGITS, (long) USUAL_DIGITS);
      return how.apply(input, digits.intValue());
    }

    @Override
    public List<String> getArgumentNames() {
      return List.of(DIGITS);
    }
  }

  private static final class Vocabulary extends AbstractExtension {
    @Override
    public Map<String, Filter> getFilters() {
      return Map.ofEntries(
          entry("percent", digits(Numbers::percent)),
          entry("bare", digits(Numbers::bare)),
          entry("points", digits(Numbers::points)),
          entry("signed", digits(Numbers::signedPoints)),
          entry("plus", digits(Numbers::plus)),
          entry("fixed", digits(Numbers::fixed)),
          entry("p", digits((value, _) -> Numbers.p(value))),
          entry("images", digits((value, _) -> Numbers.images(value))),
          entry("count", digits((value, _) -> Numbers.count(Math.round(value)))),
          entry("plain", digits((value, _) -> Numbers.plain(value))),
          entry("duration", digits((value, _) -> Numbers.duration(value))),
          entry("day", new FormatFilter((moment, _) -> Numbers.day((Instant) moment))),
          entry("when", new FormatFilter((moment, _) -> Numbers.moment((Instant) moment))),
          entry("text", new FormatFilter((text, _) -> Numbers.text((String) text))));
    }

    @Override
    public List<AttributeResolver> getAttributeResolver() {
      return List.of(new Members());
    }

    private static Filter digits(BiFunction<Double, Integer, String> format) {
      return new FormatFilter((value, digits) -> format.apply(number(value), digits));
    }

    private static double number(Object value) {
      return ((Number) value).doubleValue();
    }
  }

  /**
   * The text.
   *
   * @param template the name of a file in {@code studies}
   * @param facts by the names that the template uses
   */
  String text(String template, Map<String, @Nullable Object> facts) {
    StringWriter text = new StringWriter();
    try {
      engine.getTemplate(template).evaluate(text, facts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static ClasspathLoader loader() {
    ClasspathLoader loader = new ClasspathLoader();
    loader.setPrefix("studies");
    return loader;
  }
}
