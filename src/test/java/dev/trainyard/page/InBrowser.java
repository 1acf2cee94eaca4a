package dev.trainyard.page;

import dev.trainyard.ServiceOnRealDigits;
import dev.trainyard.page.Browser.Look;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.http.HttpMethod;

/** The page in a real browser, of the real service on the real MNIST. */
@NullUnmarked
abstract class InBrowser extends ServiceOnRealDigits {
  /** More than a machine needs that is busy with other things. */
  static final Duration PATIENCE = Duration.ofMinutes(4);

  private static Browser browser;

  @BeforeAll
  static void openBrowser() {
    browser = new Browser();
  }

  @AfterAll
  static void closeBrowser() {
    browser.close();
  }

  /** A user who has not looked at anything yet. */
  Visit visit(Look look) {
    return browser.visit(service.address(), look);
  }

  /** Posts an experiment, and returns its id. */
  long post(String experiment) {
    return service.successful(HttpMethod.POST, "/experiments", experiment).path("id").asLong();
  }

  /** Posts an experiment, and returns its id when it has completed. */
  long trained(String experiment) {
    long id = post(experiment);
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> service.read("/experiments/" + id).path("status").asString(),
            "COMPLETED"::equals);
    return id;
  }
}
