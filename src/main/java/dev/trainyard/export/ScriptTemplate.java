package dev.trainyard.export;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;

/** Source code with gaps. What fills them is code itself: a text of a user comes as a literal. */
final class ScriptTemplate {
  private static final PebbleEngine ENGINE =
      new PebbleEngine.Builder()
          .loader(loader())
          .autoEscaping(false)
          .strictVariables(true)
          .newLineTrimming(false)
          .defaultLocale(Locale.ENGLISH)
          .build();

  private ScriptTemplate() {}

  /**
   * Fills a template.
   *
   * @param name of a file in {@code export}
   * @param facts by the names that the template uses; all that it uses are there
   */
  static String fill(String name, Map<String, Object> facts) {
    StringWriter script = new StringWriter();
    try {
      ENGINE.getTemplate(name).evaluate(script, facts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return script.toString();
  }

  private static ClasspathLoader loader() {
    ClasspathLoader loader = new ClasspathLoader();
    loader.setPrefix("export");
    return loader;
  }
}
