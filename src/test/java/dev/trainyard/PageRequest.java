package dev.trainyard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.parser.Parser;
import org.jspecify.annotations.NullUnmarked;

/**
 * A request that a page shows: what {@code curl -X POST} sends, or the JSON of an experiment.
 *
 * @param path such as {@code /experiments}
 * @param body JSON
 */
@NullUnmarked
record PageRequest(Path page, String path, String body) {
  private static final Pattern CURL =
      Pattern.compile("curl -X POST localhost:8080(\\S+)(?:[^\\n]|\\\\\\n)*? -d '([^']+)'");

  /** All requests of the README. */
  static List<PageRequest> ofReadme() throws IOException {
    return of(Path.of("README.md"));
  }

  /** All requests of all pages. */
  static List<PageRequest> all() throws IOException {
    List<PageRequest> all = new ArrayList<>(ofReadme());
    try (Stream<Path> pages = Files.walk(Path.of("src/docs"))) {
      for (Path page : pages.filter(file -> file.toString().endsWith(".md")).sorted().toList()) {
        all.addAll(of(page));
      }
    }
    return all;
  }

  private static List<PageRequest> of(Path page) throws IOException {
    List<PageRequest> requests = new ArrayList<>();
    Parser.builder()
        .build()
        .parse(Files.readString(page))
        .accept(
            new AbstractVisitor() {
              @Override
              public void visit(FencedCodeBlock block) {
                String code = block.getLiteral().strip();
                Matcher curl = CURL.matcher(code);
                while (curl.find()) {
                  requests.add(new PageRequest(page, curl.group(1), curl.group(2)));
                }
                if (code.matches("(?s)\\{.*\"network\":.*}") && !code.contains("...")) {
                  requests.add(new PageRequest(page, "/experiments", code));
                }
              }
            });
    return requests;
  }

  @Override
  public String toString() {
    return "%s: POST %s %s".formatted(page, path, body);
  }
}
