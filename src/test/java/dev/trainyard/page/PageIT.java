package dev.trainyard.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import dev.trainyard.ServiceOnRealDigits;
import dev.trainyard.page.Browser.Look;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/** The page in a real browser, while real networks train on the real MNIST. */
@NullUnmarked
class PageIT extends ServiceOnRealDigits {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static Browser browser;

  /** Of a network that reads digits well; 0 as long as there is none. */
  private static long reader;

  @BeforeAll
  static void openBrowser() {
    browser = new Browser();
  }

  @AfterAll
  static void closeBrowser() {
    browser.close();
  }

  @Test
  void aCurveGrowsWhileItIsLookedAt() {
    long id = post("{\"network\":\"baseline\",\"training\":{\"epochs\":40}}");
    try (Visit visit = browser.visit(service.address(), Look.LIGHT).open("/experiments/" + id)) {
      visit.page().evaluate("() => window.neverReloaded = true");
      visit.sees("The numbers as a table").click();
      Locator epochs = visit.page().locator(".chart .numbers tbody tr");
      int before = epochs.count();
      Awaitility.await().atMost(PATIENCE).until(() -> epochs.count() >= before + 5);
      visit.seesItComplete();
      Awaitility.await().atMost(PATIENCE).until(() -> epochs.count() == 40);
      assertThat(visit.page().evaluate("() => window.neverReloaded")).isEqualTo(true);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, '50,12 50,88'",
    "7, '25,15 75,15 45,88'",
    "0, '50,15 28,30 25,60 38,85 62,85 75,60 72,30 50,15'"
  })
  void aDigitIsReadWhileItIsDrawnAndAnotherNetworkTrains(String digit, String stroke) {
    long trained = reader();
    long running = post("{\"network\":\"lenet\",\"training\":{\"epochs\":50}}");
    try (Visit visit =
        browser.visit(service.address(), Look.LIGHT).open("/draw?experiments=" + trained)) {
      draw(visit, stroke);
      visit.page().locator(".verdict strong", text(digit)).waitFor();
      assertThat(visit.page().locator(".reader img").isVisible()).isTrue();
      assertThat(service.read("/experiments/" + running).path("status").asString())
          .isIn("QUEUED", "RUNNING");
    } finally {
      service.successful(HttpMethod.DELETE, "/experiments/" + running, "");
    }
  }

  /** Of an experiment whose network has been trained. */
  private long reader() {
    if (reader == 0) {
      long id = post("{\"network\":\"cnn-fast\",\"training\":{\"epochs\":1}}");
      Awaitility.await()
          .atMost(PATIENCE)
          .until(
              () -> service.read("/experiments/" + id).path("status").asString(),
              "COMPLETED"::equals);
      reader = id;
    }
    return reader;
  }

  private long post(String experiment) {
    JsonNode made = service.successful(HttpMethod.POST, "/experiments", experiment);
    return made.path("id").asLong();
  }

  private static Page.LocatorOptions text(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }

  /**
   * Draws with the mouse.
   *
   * @param stroke points from 0 to 100, from the left and from above
   */
  private static void draw(Visit visit, String stroke) {
    BoundingBox paper = visit.page().locator("canvas.paper").boundingBox();
    Mouse mouse = visit.page().mouse();
    boolean down = false;
    for (String point : stroke.split(" ", -1)) {
      String[] place = point.split(",", -1);
      double x = paper.x + paper.width * Double.parseDouble(place[0]) / 100;
      double y = paper.y + paper.height * Double.parseDouble(place[1]) / 100;
      mouse.move(x, y, new Mouse.MoveOptions().setSteps(down ? 10 : 1));
      if (!down) {
        mouse.down();
        down = true;
      }
    }
    mouse.up();
  }

  @Test
  void theListIsLive() {
    try (Visit visit = browser.visit(service.address(), Look.LIGHT).open("/experiments")) {
      long id =
          post(
              "{\"name\":\"one that comes later\",\"network\":\"baseline\",\"training\":{\"epochs\":3}}");
      Locator row = visit.page().locator("tbody tr", text(id + " · one that comes later"));
      row.waitFor();
      row.getByText("Completed").waitFor();
      assertThat(row.textContent()).contains("0.9");
      visit.the(AriaRole.LINK, id + " · one that comes later").click();
      visit.shown();
      assertThat(visit.page().title()).startsWith("one that comes later");
    }
  }
}
