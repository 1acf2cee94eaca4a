package dev.trainyard.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import dev.trainyard.page.Browser.Look;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** What is typed into the page's forms is what is asked for, or nothing is. */
@NullUnmarked
class PageFormsIT extends InBrowser {
  private static final String COMMA =
      "must have decimal points, such as 0.001, and a blank after a comma between values";

  @Test
  void nothingIsTrainedWhileANumberCannotBeRead() {
    try (Visit visit = visit(Look.LIGHT).open("/new")) {
      visit.page().locator("summary", text("Regularisation")).click();
      Locator penalty = visit.page().getByLabel("L2 of kernels");
      List<String> sent = experimentsSent(visit);
      visit.sees("training run");
      penalty.fill("");
      penalty.pressSequentially("1e-");
      visit.sees("must be a number");
      assertThat(visit.page().locator(".estimate").textContent()).isEmpty();
      visit.the(AriaRole.BUTTON, "Train").click();
      assertThat(penalty.evaluate("field => field === document.activeElement")).isEqualTo(true);
      visit.page().keyboard().press("Control+Enter");
      penalty.pressSequentially("5");
      visit.page().getByLabel("Request as JSON").getByText("\"l2\": 0.00001").waitFor();
      assertThat(visit.page().getByText("must be a number").count()).isZero();
      visit.the(AriaRole.BUTTON, "Train").click();
      Awaitility.await().atMost(PATIENCE).until(() -> sent.size() == 1);
      assertThat(sent.getFirst()).contains("\"l2\":0.00001");
    }
  }

  /** Chromium would drop it without a word. */
  @Test
  void aDecimalCommaIsADecimalPoint() {
    try (Visit visit = visit(Look.LIGHT).open("/new")) {
      visit.page().locator("summary", text("Regularisation")).click();
      Locator penalty = visit.page().getByLabel("L2 of kernels");
      penalty.fill("");
      penalty.pressSequentially("0,001");
      assertThat(penalty.inputValue()).isEqualTo("0.001");
    }
  }

  @Test
  void sweptValuesThatCouldMeanSomethingElseAreNotTrained() {
    try (Visit visit = visit(Look.LIGHT).open("/new")) {
      List<String> sent = experimentsSent(visit);
      visit.press("Vary a parameter");
      visit.page().getByLabel("Path").fill("training.l2");
      Locator values = visit.page().getByLabel("Values, with commas");
      for (String text : List.of("0,001", "1,05", "0,0001 to 0,1 log")) {
        values.fill(text);
        visit.sees(COMMA);
        visit.the(AriaRole.BUTTON, "Train").click();
        values.fill("0, 0.001,10,5");
        assertThat(visit.page().getByText(COMMA).count()).as(text).isZero();
      }
      visit.press("Vary a parameter");
      visit.page().getByLabel("Path").nth(1).fill("training.l2");
      visit.sees("is parameter 1 already; put all its values there");
      visit.the(AriaRole.BUTTON, "Train").click();
      visit.the(AriaRole.BUTTON, "Remove parameter 2").click();
      visit.the(AriaRole.BUTTON, "Train").click();
      Awaitility.await().atMost(PATIENCE).until(() -> sent.size() == 1);
      assertThat(sent.getFirst()).contains("\"sweep\":{\"training.l2\":[0,0.001,10,5]}");
    }
  }

  @Test
  void whyThereIsNoEstimateIsNoEstimate() {
    try (Visit visit = visit(Look.LIGHT)) {
      visit
          .page()
          .route(
              url -> url.endsWith("/experiments?dryRun=true"),
              route ->
                  answer(
                      route,
                      "{\"trials\":1,\"estimatedSeconds\":null,\"basis\":\"nothing could be measured: no room\"}"));
      visit.open("/new").sees("how long is not known yet");
      visit
          .page()
          .getByText(
              "Nothing could be measured: no room.", new Page.GetByTextOptions().setExact(true))
          .waitFor();
    }
  }

  /** The answer about the first file comes when there is another one already. */
  @Test
  void whatIsFoundIsOfTheFileThatIsNamed() {
    List<Route> asked = new CopyOnWriteArrayList<>();
    try (Visit visit = visit(Look.LIGHT).thatMayLoseTheService().open("/data")) {
      visit.page().route(url -> url.contains("dryRun=true"), asked::add);
      Locator file = visit.page().locator("input[type=file]");
      file.setInputFiles(new FilePayload("first.csv", "text/csv", new byte[] {1}));
      visit.press("Check it");
      visit.page().waitForCondition(() -> asked.size() == 1);
      file.setInputFiles(new FilePayload("second.csv", "text/csv", new byte[] {2}));
      visit.press("Check it");
      visit.page().waitForCondition(() -> asked.size() == 2);
      answer(asked.getFirst(), found("of the first"));
      answer(asked.getLast(), found("of the second"));
      visit.sees("of the second");
      assertThat(visit.page().getByText("of the first").count()).isZero();
      visit.page().getByLabel("Share for testing").pressSequentially("1e-");
      visit.press("Check it");
      visit.sees("must be a number");
      assertThat(asked).hasSize(2);
    }
  }

  private static String found(String description) {
    return "{\"name\":\"x\",\"description\":\"%s\",\"trainImages\":2,\"testImages\":1,\"imageShape\":[1,1,1],\"classes\":[\"a\",\"b\"],\"bytes\":1,\"memoryBytes\":1,\"ignored\":[]}"
        .formatted(description);
  }

  /** The bodies of the experiments that the page posts, none of which gets to the service. */
  private static List<String> experimentsSent(Visit visit) {
    List<String> sent = new CopyOnWriteArrayList<>();
    visit
        .page()
        .route(
            url -> url.endsWith("/experiments"),
            route -> {
              sent.add(route.request().postData());
              answer(route, "{\"id\":\"../new\"}");
            });
    return sent;
  }

  private static void answer(Route route, String json) {
    route.fulfill(new Route.FulfillOptions().setContentType("application/json").setBody(json));
  }

  private static Page.LocatorOptions text(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }
}
