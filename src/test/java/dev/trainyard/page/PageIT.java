package dev.trainyard.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.trainyard.page.Browser.Look;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;

/** The page in a real browser, while real networks train on the real MNIST. */
@NullUnmarked
class PageIT extends InBrowser {
  /** Of a network that reads digits well; 0 as long as there is none. */
  private static long reader;

  @Test
  void aCurveGrowsWhileItIsLookedAt() {
    long id = post("{\"network\":\"baseline\",\"training\":{\"epochs\":40}}");
    try (Visit visit = visit(Look.LIGHT).open("/experiments/" + id)) {
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
    try (Visit visit = visit(Look.LIGHT).open("/draw?experiments=" + trained)) {
      visit.draw(stroke);
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
      reader = trained("{\"network\":\"baseline\",\"training\":{\"epochs\":10}}");
    }
    return reader;
  }

  private static Page.LocatorOptions text(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }

  @Test
  void theListIsLive() {
    try (Visit visit = visit(Look.LIGHT).open("/experiments")) {
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
