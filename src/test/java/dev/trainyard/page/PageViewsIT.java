package dev.trainyard.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.ServiceOnRealDigits;
import dev.trainyard.page.Browser.Look;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

/**
 * Every view of the page in light and in dark colours, wide and narrow: everyone can use it, and
 * nothing sticks out. What it looks like is in {@code target/screenshots}.
 */
@NullUnmarked
class PageViewsIT extends ServiceOnRealDigits {
  private static final Path PICTURES = Path.of("target", "screenshots");

  /** With as long a name as there may be, and no place in it to break a line at. */
  private static final String SWEEP =
      "{\"name\":\"%s\",\"network\":\"baseline\",\"training\":{\"epochs\":2},\"sweep\":{\"training.l2\":[0.0001,0.001]},\"replicates\":2}"
          .formatted("W".repeat(200));

  private static Browser browser;

  @BeforeAll
  static void openBrowser() {
    browser = new Browser();
  }

  @AfterAll
  static void closeBrowser() {
    browser.close();
  }

  @Test
  void areThereForEveryone() {
    long id = trained();
    SoftAssertions softly = new SoftAssertions();
    for (Look look : looks()) {
      try (Visit visit = browser.visit(service.address(), look)) {
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

  private long trained() {
    long id = service.successful(HttpMethod.POST, "/experiments", SWEEP).path("id").asLong();
    Awaitility.await()
        .atMost(Duration.ofMinutes(3))
        .until(
            () -> service.read("/experiments/" + id).path("status").asString(),
            "COMPLETED"::equals);
    return id;
  }

  /** What a browser has to fetch before there is something to see. */
  @Test
  void beginsWithLittle() {
    trained();
    try (Visit visit = browser.visit(service.address(), Look.LIGHT)) {
      visit.open("/experiments/1");
      visit.settled();
      assertThat(visit.transferred()).isBetween(1L, 200_000L);
    }
  }
}
