package dev.trainyard.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.trainyard.page.Browser.Look;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

/** What views show of answers that are rare, late, refused or lost, which the tests make up. */
@NullUnmarked
class PageAnswersIT extends InBrowser {
  private static final String SHORT = "{\"network\":\"baseline\",\"training\":{\"epochs\":1}}";
  private static final Locator.WaitForOptions HIDDEN =
      new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN);

  /** The second question is not answered, the third tells the end. */
  @Test
  void aComparisonGoesOnAfterAQuestionWithoutAnAnswer() {
    AtomicInteger asked = new AtomicInteger();
    try (Visit visit = visit(Look.LIGHT).thatMayLoseTheService()) {
      for (int id : new int[] {1, 2}) {
        answer(
            visit,
            "/experiments/" + id,
            "{\"id\":%d,\"name\":\"number %d\",\"status\":\"RUNNING\",\"spec\":{}}"
                .formatted(id, id));
      }
      visit
          .page()
          .route(
              url -> url.contains("/comparisons?"),
              route -> {
                int round = asked.incrementAndGet();
                if (round == 2) {
                  route.abort();
                } else {
                  fulfil(route, comparison(round == 1 ? "RUNNING" : "COMPLETED"));
                }
              });
      visit.open("/compare?experiments=1,2");
      visit.sees("0 of 1");
      visit.sees("The connection to the service is lost");
      visit.sees("0 of 1");
      visit.page().locator(".chips .badge").first().waitFor(HIDDEN);
      visit.page().locator("#connection").waitFor(HIDDEN);
      assertThat(visit.page().locator(".chips li").count()).isEqualTo(2);
      assertThat(visit.page().locator(".chips .badge").count()).isZero();
    }
  }

  private static String comparison(String status) {
    String cell =
        "{\"experiment\":%1$d,\"cell\":%1$d,\"label\":\"number %1$d\",\"count\":0,\"trials\":[{\"trial\":1,\"status\":\"%2$s\"}],\"curve\":{\"training\":{\"epochs\":[]},\"validation\":{\"epochs\":[]}},\"best\":null,\"final\":null,\"test\":null,\"validation\":{\"source\":\"test\",\"images\":9}}";
    return "{\"metric\":\"accuracy\",\"pairs\":[],\"cells\":[%s,%s]}"
        .formatted(cell.formatted(1, status), cell.formatted(2, status));
  }

  /** The stream ends after its events, and begins with the same ones whenever it is asked for. */
  @Test
  void epochsThatAreToldAgainAreNotCountedAgain() {
    AtomicInteger streams = new AtomicInteger();
    try (Visit visit = visit(Look.LIGHT)) {
      answer(visit, "/experiments?page=0&size=50", list(0, 1));
      visit
          .page()
          .route(
              url -> url.endsWith("/events"),
              route -> {
                streams.incrementAndGet();
                route.fulfill(
                    new Route.FulfillOptions()
                        .setContentType("text/event-stream")
                        .setBody(
                            "event: epoch\ndata: {\"experimentId\":1,\"validationAccuracy\":0.5}\n\n"
                                .repeat(9)));
              });
      visit
          .page()
          .addInitScript(
              """
          const seen = window.seen = new Set();
          new MutationObserver(() => document.querySelectorAll('.progress span').forEach(one => seen.add(one.textContent)))
              .observe(document, { childList: true, subtree: true });
          """);
      visit.open("/experiments");
      visit.page().waitForCondition(() -> streams.get() >= 3);
      assertThat(visit.page().evaluate("() => [...window.seen].join()"))
          .isEqualTo("3 of 40 epochs, 8%");
    }
  }

  @Test
  void aPageBehindTheLastIsTheLast() {
    try (Visit visit = visit(Look.LIGHT)) {
      answer(visit, "/experiments?page=7&size=50", list(7, 0));
      answer(visit, "/experiments?page=1&size=50", list(1, 1));
      answer(visit, "/studies?page=7&size=20", list(7, 0));
      answer(visit, "/studies?page=1&size=20", list(1, 0));
      visit.open("/experiments?page=7").sees("Page 2 of 2");
      assertThat(visit.page().url()).endsWith("#/experiments?page=1");
      visit.open("/studies?page=7").sees("Page 2 of 2");
      assertThat(visit.page().url()).endsWith("#/studies?page=1");
    }
  }

  private static String list(int page, int items) {
    String item =
        "{\"id\":1,\"name\":\"one\",\"status\":\"RUNNING\",\"progress\":{\"epochsCompleted\":3,\"epochsTotal\":40,\"fraction\":0.075,\"etaSeconds\":null},\"trials\":1,\"bestValidationAccuracy\":0.5,\"bestValidationInterval\":null,\"dataset\":\"mnist\",\"createdAt\":\"2026-01-01T00:00:00Z\"}";
    return "{\"items\":[%s],\"page\":%d,\"totalItems\":51,\"totalPages\":2}"
        .formatted(items == 0 ? "" : item, page);
  }

  @Test
  void aRefusalIsNoLostConnection() {
    try (Visit visit = visit(Look.LIGHT).thatMayBeRefused().open("/experiments?name=x")) {
      visit
          .page()
          .route(
              url -> url.contains("/experiments?"),
              route ->
                  route.fulfill(
                      new Route.FulfillOptions()
                          .setStatus(400)
                          .setContentType("application/problem+json")
                          .setBody("{\"detail\":\"sort cannot be that\"}")));
      visit.page().getByLabel("Order").selectOption("Name");
      visit.sees("sort cannot be that");
      assertThat(visit.page().locator("#connection").isVisible()).isFalse();
    }
  }

  @Test
  void aLostConnectionIsOfTheViewThatLostIt() {
    try (Visit visit = visit(Look.LIGHT).open("/data")) {
      visit.page().evaluate("async () => (await import('/page/parts.js')).connection('lost')");
      visit.sees("The connection to the service is lost");
      visit.page().evaluate("() => location.hash = '/data/mnist'");
      visit.page().locator("#connection").waitFor(HIDDEN);
    }
  }

  @Test
  void aViewWhoseScriptCannotBeFetchedIsShownLater() {
    try (Visit visit = visit(Look.LIGHT).thatMayLoseTheService().open("/experiments")) {
      visit
          .page()
          .route(url -> url.contains("/page/data") || url.contains("/actuator"), Route::abort);
      visit.page().evaluate("() => location.hash = '/data'");
      visit.sees("The service does not answer. Is it running?");
      visit.page().unrouteAll();
      visit.the(AriaRole.HEADING, "Bring your own").waitFor();
    }
  }

  @Test
  void filtersStandBehindTheHashWithoutAnAddress() {
    try (Visit visit = visit(Look.LIGHT).thatMayBeRefused()) {
      trained(SHORT);
      visit.page().navigate(service.address() + "/");
      visit.shown();
      visit.page().getByLabel("Status").selectOption("Completed");
      visit.page().waitForURL(service.address() + "/#/experiments?status=COMPLETED");
    }
  }

  @Test
  void theTimeOfATrialIsThatOfItsEpochs() {
    long id = trained(SHORT);
    try (Visit visit = visit(Look.LIGHT)) {
      change(
          visit,
          "/curves?trial=1",
          body -> body.replaceAll("\"seconds\":[^,}]+", "\"seconds\":100"));
      visit.open("/experiments/%d/trials/1".formatted(id)).sees("1 min 40 s");
      visit.sees("all epochs together");
      visit.open("/experiments/" + id).sees("From first start to end");
    }
  }

  @Test
  void moreEpochsAreOfferedWhereTheyAreGiven() {
    long cosine =
        trained(
            "{\"network\":\"baseline\",\"training\":{\"epochs\":1,\"schedule\":{\"type\":\"cosine\"}}}");
    long swept = trained("{\"network\":\"baseline\",\"sweep\":{\"training.epochs\":[1,2]}}");
    long plain = trained(SHORT.replace("}}", "},\"replicates\":2}"));
    try (Visit visit = visit(Look.LIGHT)) {
      for (long id : new long[] {cosine, swept}) {
        visit.open("/experiments/" + id);
        assertThat(visit.the(AriaRole.LINK, "Repeat with changes").count()).isOne();
        assertThat(visit.the(AriaRole.BUTTON, "More epochs").count()).isZero();
      }
      visit.open("/experiments/" + plain);
      visit.press("More epochs");
      visit.sees("Each trial goes on from where it ended, after 1 epoch.");
      visit.page().keyboard().press("Escape");
      service.successful(
          HttpMethod.POST, "/experiments/%d/resume".formatted(plain), "{\"epochs\":2}");
      visit.page().locator("summary", text("The request that makes this experiment")).click();
      visit.page().getByLabel("Request as JSON").getByText("\"epochs\": 2").waitFor();
      change(
          visit,
          "/experiments/" + plain,
          body -> body.replaceFirst("\"stoppedEarly\":false", "\"stoppedEarly\":true"));
      visit.open("/experiments/" + plain);
      visit.press("More epochs");
      visit.sees(
          "Each trial goes on from where it ended, but for 1 of 2, which early stopping has ended.");
    }
  }

  @Test
  void theFilesOfCurvesAreOfTheMetricThatIsShown() {
    long id = trained(SHORT);
    try (Visit visit = visit(Look.LIGHT).open("/experiments/" + id)) {
      visit.page().getByLabel("Metric").selectOption("Loss");
      visit
          .page()
          .waitForRequest(
              Pattern.compile("/curves\\.svg\\?metric=loss$"), () -> visit.press("Curves: SVG"));
    }
  }

  @Test
  void classesOfNearlyTheSameSizeAreCalledSo() {
    try (Visit visit = visit(Look.LIGHT)) {
      change(
          visit,
          "/datasets/mnist",
          body ->
              body.replaceAll("\"largestToSmallest\":[^,}]+", "\"largestToSmallest\":1.0000167"));
      visit.open("/data/mnist").sees("All classes have nearly equally many training images.");
    }
  }

  @Test
  void aStudyIsSpokenOfInTheSingularAndItsTimeIsNamed() {
    try (Visit visit = visit(Look.LIGHT)) {
      String study =
          """
          {"id":1,"name":"one","template":"t","status":"%s","createdAt":"2026-01-01T00:00:00Z",
           "startedAt":"2026-01-01T00:00:00Z","finishedAt":"2026-01-01T00:01:40Z",
           "progress":{"epochsCompleted":1,"epochsTotal":2,"fraction":0.5,"etaSeconds":null},
           "experiments":[{"id":1,"name":"a","question":"1","status":"COMPLETED","progress":{"epochsCompleted":1,"epochsTotal":1,"fraction":1,"etaSeconds":null}},
                          {"id":2,"name":"b","question":"1","status":"%s","progress":{"epochsCompleted":0,"epochsTotal":1,"fraction":0,"etaSeconds":null}}]}
          """;
      answer(visit, "/studies/1", study.formatted("FAILED", "FAILED"));
      answer(visit, "/studies/2", study.formatted("COMPLETED", "COMPLETED"));
      visit.open("/studies/1").sees("1 of 2 experiments is completed.");
      visit
          .open("/studies/2")
          .sees("2 of 2 experiments are completed, 1 min 40 s from the first start to the end.");
      visit.sees("since some of its networks are scored on shifted images");
    }
  }

  /** Answers a question in the service's place. */
  private static void answer(Visit visit, String path, String json) {
    visit.page().route(url -> url.endsWith(path), route -> fulfil(route, json));
  }

  private static void fulfil(Route route, String json) {
    route.fulfill(new Route.FulfillOptions().setContentType("application/json").setBody(json));
  }

  /** Changes what the service answers. */
  private static void change(Visit visit, String path, UnaryOperator<String> change) {
    visit
        .page()
        .route(
            url -> url.endsWith(path), route -> fulfil(route, change.apply(route.fetch().text())));
  }

  private static Page.LocatorOptions text(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }
}
