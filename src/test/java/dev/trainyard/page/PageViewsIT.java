package dev.trainyard.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.page.Browser.Look;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/**
 * Every view of the page in light and in dark colours, wide and narrow: everyone can use it, and
 * nothing sticks out. What it looks like is in {@code target/screenshots}.
 */
@NullUnmarked
class PageViewsIT extends InBrowser {
  private static final Path PICTURES = Path.of("target", "screenshots");

  /** With as long a name as there may be, and no place in it to break a line at. */
  private static final String SWEEP =
      "{\"name\":\"%s\",\"network\":\"baseline\",\"training\":{\"epochs\":2},\"sweep\":{\"training.l2\":[0.0001,0.001]},\"replicates\":2}"
          .formatted("W".repeat(200));

  @Test
  void areThereForEveryone() {
    long id = trained(SWEEP);
    SoftAssertions softly = new SoftAssertions();
    for (Look look : looks()) {
      try (Visit visit = visit(look)) {
        for (String route : routes(id)) {
          visit.open(route);
          visit.settled();
          visit.photograph(
              PICTURES.resolve(
                  "%s-%s.png".formatted(look, route.replaceAll("\\W+", "-").substring(1))));
          softly.assertThat(visit.barriers()).as("%s, %s", route, look).isEmpty();
          softly.assertThat(visit.overflows()).as("%s sticks out, %s", route, look).isFalse();
        }
      }
    }
    softly.assertAll();
  }

  private static List<Look> looks() {
    List<Look> looks = new ArrayList<>();
    for (Look look : List.of(Look.LIGHT, Look.LIGHT.dark())) {
      looks.add(look);
      looks.add(look.narrow());
    }
    return looks;
  }

  private static List<String> routes(long id) {
    return List.of(
        "/experiments",
        "/experiments/" + id,
        "/experiments/" + id + "/trials/1",
        "/experiments/" + id + "/errors",
        "/new",
        "/new?from=" + id,
        "/draw?experiments=" + id,
        "/compare?experiments=" + id,
        "/studies",
        "/data",
        "/data/mnist",
        "/nowhere");
  }

  /** A judge that finds nothing would be content with everything. */
  @Test
  void wouldBeFoundOutIfTheyWereNot() {
    try (Visit visit = visit(Look.LIGHT).open("/nowhere")) {
      visit
          .page()
          .evaluate(
              """
              () => {
                const sheet = new CSSStyleSheet();
                sheet.replaceSync('h1 { color: #ccc }');
                document.adoptedStyleSheets = [sheet];
                document.documentElement.removeAttribute('lang');
              }""");
      assertThat(visit.barriers()).hasSize(2);
    }
  }

  /** What a browser has to fetch before there is something to see. */
  @Test
  void beginsWithLittle() {
    long id = trained(SWEEP);
    try (Visit visit = visit(Look.LIGHT)) {
      visit.open("/experiments/" + id);
      visit.settled();
      assertThat(visit.transferred()).isBetween(1L, 200_000L);
    }
  }
}
