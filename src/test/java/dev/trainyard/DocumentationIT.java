package dev.trainyard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.experiment.ExperimentRequest;
import dev.trainyard.experiment.spec.SpecResolver;
import dev.trainyard.web.RequestBinder;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The pages say what the service answers, and lead where they say they do. */
class DocumentationIT extends ApiDocument {
  private static final Path README = Path.of("README.md");
  private static final Path CONTRIBUTING = Path.of("CONTRIBUTING.md");
  private static final Path PAGES = Path.of("src/docs");
  private static final Path REQUESTS = Path.of("src/results");
  private static final int MOST_LINES = 150;
  private static final Pattern CALL = Pattern.compile("(?:GET|POST|PUT|DELETE|PATCH) /[^\\s?]*");
  private static final Parser MARKDOWN =
      Parser.builder().extensions(List.of(TablesExtension.create())).build();

  @Autowired private RequestBinder binder;
  @Autowired private SpecResolver specs;

  /** A page as Markdown has it. */
  private record Page(Path file, Node content) {

    static Page of(Path file) throws IOException {
      return new Page(file, MARKDOWN.parse(Files.readString(file)));
    }

    <T extends Node> List<T> all(Class<T> kind) {
      return below(content, kind);
    }

    /** What links point to: images, files, pages and headings, here and elsewhere. */
    List<String> targets() {
      return Stream.concat(
              all(Link.class).stream().map(Link::getDestination),
              all(Image.class).stream().map(Image::getDestination))
          .toList();
    }

    /** The anchors of its headings, as GitHub makes them. */
    Set<String> anchors() {
      Set<String> anchors = new HashSet<>();
      for (Heading heading : all(Heading.class)) {
        String anchor = anchor(heading);
        String free = anchor;
        for (int i = 1; !anchors.add(free); i++) {
          free = anchor + "-" + i;
        }
      }
      return anchors;
    }

    private static String anchor(Heading heading) {
      StringBuilder words = new StringBuilder();
      heading.accept(
          new AbstractVisitor() {
            @Override
            public void visit(Text text) {
              words.append(text.getLiteral());
            }

            @Override
            public void visit(Code code) {
              words.append(code.getLiteral());
            }
          });
      return words
          .toString()
          .toLowerCase(Locale.ROOT)
          .replaceAll("[^\\p{L}\\p{N}\\s_-]", "")
          .replace(' ', '-');
    }

    /** The calls in the first column of its tables. */
    List<String> tableOfCalls() {
      return all(TableBody.class).stream()
          .flatMap(body -> below(body, TableRow.class).stream())
          .flatMap(row -> calls(below(row.getFirstChild(), Code.class)))
          .toList();
    }

    /** The calls that it names anywhere. */
    Stream<String> calls() {
      return calls(all(Code.class));
    }

    private static Stream<String> calls(List<Code> code) {
      return code.stream().map(Code::getLiteral).filter(text -> CALL.matcher(text).matches());
    }

    private static <T extends Node> List<T> below(Node top, Class<T> kind) {
      List<T> found = new ArrayList<>();
      for (Node node = top.getFirstChild(); node != null; node = node.getNext()) {
        if (kind.isInstance(node)) {
          found.add(kind.cast(node));
        }
        found.addAll(below(node, kind));
      }
      return found;
    }
  }

  private static List<Page> pages() throws IOException {
    List<Page> pages = new ArrayList<>(List.of(Page.of(README), Page.of(CONTRIBUTING)));
    try (Stream<Path> tree = Files.walk(PAGES)) {
      for (Path file : tree.filter(path -> path.toString().endsWith(".md")).sorted().toList()) {
        pages.add(Page.of(file));
      }
    }
    return pages;
  }

  private List<String> names() {
    return calls().stream().map(Call::name).toList();
  }

  @Test
  void listsEveryCallOnce() throws IOException {
    assertThat(Page.of(PAGES.resolve("http.md")).tableOfCalls())
        .containsExactlyInAnyOrderElementsOf(names());
  }

  @Test
  void listsInTheReadmeCallsThatThereAre() throws IOException {
    assertThat(Page.of(README).tableOfCalls())
        .hasSizeGreaterThan(5)
        .doesNotHaveDuplicates()
        .isSubsetOf(names());
  }

  @Test
  void namesNoCallThatThereIsNot() throws IOException {
    List<String> names = names();
    SoftAssertions softly = new SoftAssertions();
    for (Page page : pages()) {
      softly.assertThat(page.calls()).as("%s", page.file()).isSubsetOf(names);
    }
    softly.assertAll();
  }

  @Test
  void showsRequestsAsTheyAreDescribed() throws IOException {
    ApiContract contract = new ApiContract(document());
    List<PageRequest> requests = PageRequest.all();
    assertThat(requests).hasSizeGreaterThan(10);
    SoftAssertions softly = new SoftAssertions();
    for (PageRequest request : requests) {
      softly
          .assertThat(contract.errors(request.path(), request.body()))
          .as("%s", request)
          .isEmpty();
    }
    softly.assertAll();
  }

  @Test
  void leadsToRequestsThatTheServiceTakes() throws IOException {
    ApiContract contract = new ApiContract(document());
    try (Stream<Path> files = Files.walk(REQUESTS)) {
      List<Path> requests = files.filter(file -> file.toString().endsWith(".json")).toList();
      assertThat(requests).hasSizeGreaterThan(28);
      SoftAssertions softly = new SoftAssertions();
      for (Path file : requests) {
        JsonNode request = request(file);
        softly
            .assertThat(contract.errors("/experiments", request.toString()))
            .as("%s", file)
            .isEmpty();
        softly
            .assertThatCode(() -> specs.check(binder.bind(request, ExperimentRequest.class)))
            .as("%s", file)
            .doesNotThrowAnyException();
      }
      softly.assertAll();
    }
  }

  private JsonNode request(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      JsonNode json = binder.read(in);
      return json.has("experiment") ? json.path("experiment") : json;
    }
  }

  @Test
  void leadsToFilesAndHeadingsThatThereAre() throws IOException {
    SoftAssertions softly = new SoftAssertions();
    for (Page page : pages()) {
      for (String target : page.targets()) {
        softly
            .assertThat(resolves(page, URI.create(target)))
            .as("%s: %s", page.file(), target)
            .isTrue();
      }
    }
    softly.assertAll();
  }

  private static boolean resolves(Page from, URI target) throws IOException {
    if (target.isAbsolute()) {
      return true;
    }
    Path file =
        target.getPath().isEmpty()
            ? from.file()
            : from.file().resolveSibling(target.getPath()).normalize();
    return Files.exists(file)
        && (target.getFragment() == null || Page.of(file).anchors().contains(target.getFragment()));
  }

  @Test
  void keepsTheReadmeShort() throws IOException {
    assertThat(Files.readAllLines(README)).hasSizeLessThanOrEqualTo(MOST_LINES);
  }
}
