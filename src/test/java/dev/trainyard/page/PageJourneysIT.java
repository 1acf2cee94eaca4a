package dev.trainyard.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.trainyard.page.Browser.Look;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/** What users come for, from the first click to the result, in a real browser. */
@NullUnmarked
class PageJourneysIT extends InBrowser {
  private static final int MOST_TABS = 150;
  private static final int GALLERY_PAGE = 12;
  private static final String SHORT = "{\"network\":\"baseline\",\"training\":{\"epochs\":1}}";
  @TempDir Path directory;

  @Test
  void anExperimentIsBuiltByKeyboardAlone() {
    try (Visit visit = visit(Look.LIGHT).thatMayBeRefused()) {
      visit.open("/experiments");
      tabTo(visit, "New experiment");
      visit.page().keyboard().press("Enter");
      visit.the(AriaRole.HEADING, "New experiment").waitFor();
      visit.sees("→ 64");
      tabTo(visit, "Units");
      type(visit, "24");
      visit.sees("→ 24");
      visit.sees("18,840 parameters");
      tabTo(visit, "Epochs");
      type(visit, "0");
      visit.page().keyboard().press("Control+Enter");
      visit.sees("must be at least 1, not 0");
      assertThat(focused(visit)).isEqualTo("Epochs");
      type(visit, "2");
      visit.page().keyboard().press("Control+Enter");
      visit.seesItComplete();
      JsonNode made = latest();
      assertThat(made.at("/spec/training/epochs").asInt()).isEqualTo(2);
      assertThat(made.at("/spec/network/layers/1/units").asInt()).isEqualTo(24);
    }
  }

  /** Four cells, of which two go on to the end and get their second replicates then. */
  @Test
  void aHalvingIsWatchedAndWhatItStoppedIsTrainedOn() {
    long id =
        post(
            """
            {"name":"halved","network":"baseline","training":{"epochs":4,"batchSize":16},"replicates":2,
             "sweep":{"training.optimizer.learningRate":{"from":0.01,"to":0.1}},
             "search":{"samples":4,"halving":{"reduction":2,"firstEpochs":2}}}
            """);
    try (Visit visit = visit(Look.LIGHT)) {
      visit.open("/experiments/%d?lines=trials".formatted(id));
      visit.seesItComplete();
      // Trials that were added while the page was open.
      assertThat(visit.page().locator(".u-legend .u-label:has-text('seed 2')").count())
          .isEqualTo(4);
      visit.sees("stopped after 2 epochs");
      visit.sees("6 of 6");
      assertThat(visit.page().getByText("stopped after 2 epochs").count()).isEqualTo(2);
      visit.the(AriaRole.BUTTON, "More epochs").click();
      assertThat(visit.page().locator("#more-epochs").inputValue()).isEqualTo("4");
      visit.the(AriaRole.BUTTON, "Train on").click();
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(epochs(id)).containsOnly(4).hasSize(6));
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> visit.page().getByText("stopped after 2 epochs").count() == 0);
    }
  }

  /** Only those that went on tell what is missed. */
  @Test
  void whatAHalvingStoppedTellsNothingOfErrors() {
    long id =
        trained(
            """
            {"network":"baseline","training":{"epochs":2},
             "sweep":{"training.l2":{"from":0.00001,"to":0.5}},
             "search":{"samples":2,"halving":{"reduction":2,"firstEpochs":1}}}
            """);
    int left =
        service
            .read("/experiments/" + id)
            .path("trials")
            .valueStream()
            .filter(trial -> !trial.path("pruned").asBoolean())
            .mapToInt(trial -> trial.path("trial").asInt())
            .sum();
    assertThat(left).as("not the first one, which a page might take for granted").isEqualTo(2);
    try (Visit visit = visit(Look.LIGHT).open("/experiments/%d/errors".formatted(id))) {
      visit.sees("the one completed trial misses");
      assertThat(visit.page().locator("td a").first().getAttribute("href"))
          .startsWith("#/experiments/%d/trials/%d?image=".formatted(id, left));
    }
  }

  /** How many each trial has. */
  private List<Integer> epochs(long id) {
    return service
        .read("/experiments/%d/curves".formatted(id))
        .path("trials")
        .valueStream()
        .map(trial -> trial.path("epochs").size())
        .toList();
  }

  private JsonNode latest() {
    long id = service.read("/experiments?size=1").at("/items/0/id").asLong();
    return service.read("/experiments/" + id);
  }

  private static void type(Visit visit, String text) {
    visit.page().keyboard().press("Control+A");
    visit.page().keyboard().type(text);
  }

  /** Presses Tab until what has this name has the focus. */
  private static void tabTo(Visit visit, String name) {
    for (int i = 0; i < MOST_TABS; i++) {
      visit.page().keyboard().press("Tab");
      if (focused(visit).equals(name)) {
        return;
      }
    }
    throw new AssertionError("the keyboard does not get to " + name);
  }

  private static String focused(Visit visit) {
    return String.valueOf(
        visit
            .page()
            .evaluate(
                """
                () => {
                  const here = document.activeElement;
                  const label = here.labels?.[0] ?? here;
                  return here.getAttribute('aria-label') ?? label.textContent;
                }"""));
  }

  @Test
  void aCellOfTheConfusionMatrixShowsItsImages() {
    String trial = "/experiments/%d/trials/1".formatted(post(SHORT));
    try (Visit visit = visit(Look.LIGHT).open(trial)) {
      visit.seesItComplete();
      visit.the(AriaRole.HEADING, "Where it errs").scrollIntoViewIfNeeded();
      Locator cell = visit.page().getByRole(AriaRole.GRID).getByRole(AriaRole.BUTTON).first();
      int images = Integer.parseInt(cell.textContent());
      cell.click();
      Locator gallery =
          visit
              .page()
              .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Look inside at"));
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(gallery::count, count -> count == Math.min(images, GALLERY_PAGE));
      JsonNode matrix = service.read(trial + "/confusion-matrix").path("matrix");
      assertThat(matrix.valueStream().flatMap(JsonNode::valueStream).map(JsonNode::asInt))
          .contains(images);
      gallery.first().click();
      visit.sees("What it makes of an image");
    }
  }

  @Test
  void aZipOfFoldersIsTrainedOn() throws IOException {
    try (Visit visit = visit(Look.LIGHT).open("/data")) {
      Locator file = visit.page().locator("input[type=file]");
      file.setInputFiles(Files.createFile(directory.resolve("another.csv")));
      file.setInputFiles(signs());
      visit.press("Check it");
      visit.sees("This is what was found");
      visit.press("Keep it");
      visit.the(AriaRole.LINK, "Train on it").click();
      visit.sees("→ 2");
      visit.sees("That is 20 steps of the optimizer in all");
      visit.the(AriaRole.BUTTON, "Train").click();
      visit.seesItComplete();
      JsonNode made = latest();
      assertThat(made.at("/spec/dataset").asString()).isEqualTo("signs");
      assertThat(made.at("/trials/0/final/validationAccuracy").asDouble()).isGreaterThan(0.9);
      visit.open("/draw?experiments=%d,%d".formatted(trained(SHORT), made.path("id").asLong()));
      visit.draw("50,12 50,88");
      visit.page().locator(".judged", text(Pattern.compile("^signs: bar$"))).waitFor();
      visit.page().locator(".judged", text(Pattern.compile("^mnist: \\d$"))).waitFor();
    }
  }

  @Test
  void aNetworkThatIsAddedReadsTheVeryPictureThatWasOpened() throws IOException {
    long first = trained(SHORT);
    long second = trained(SHORT);
    Path picture = directory.resolve("sign.jpg");
    ImageIO.write(sign(true, new Random(1)), "jpeg", picture.toFile());
    try (Visit visit = visit(Look.LIGHT).open("/draw?experiments=" + first)) {
      visit.page().locator("input[type=file]").setInputFiles(picture);
      visit.page().locator(".reader img").waitFor();
      Locator other =
          visit.page().locator(".picker .choice", text(Pattern.compile("^%d ".formatted(second))));
      assertThat(format(visit, second, () -> other.locator("input").check()))
          .isEqualTo("image/jpeg");
      assertThat(format(visit, second, () -> visit.draw("50,12 50,88"))).isEqualTo("image/png");
    }
  }

  /** Of what an experiment's networks are shown when something is done. */
  private static String format(Visit visit, long experiment, Runnable act) {
    return visit
        .page()
        .waitForRequest("**/experiments/%d/predictions*".formatted(experiment), act)
        .headers()
        .get("content-type");
  }

  private static Page.LocatorOptions text(Pattern text) {
    return new Page.LocatorOptions().setHasText(text);
  }

  @Test
  void addressesThatNameNothingLeadSomewhere() {
    try (Visit visit = visit(Look.LIGHT).thatMayBeRefused()) {
      visit.open("/new?dataset=nowhere").sees("→ 10");
      visit.open("/new?from=..").sees("id: must be a whole number");
      visit.open("/experiments?page=zz").the(AriaRole.HEADING, "Experiments").waitFor();
    }
  }

  @Test
  void anExperimentThatGoesOnIsFollowed() {
    String path = "/experiments/%d".formatted(post(SHORT));
    try (Visit visit = visit(Look.LIGHT).thatMayBeRefused()) {
      visit.open("/experiments");
      visit
          .page()
          .waitForRequest(
              service.address() + "/events",
              () -> visit.page().evaluate("path => location.hash = path", path));
      service.successful(HttpMethod.POST, path + "/resume", "{\"epochs\":3}");
      visit.sees("3 of 3");
      visit.seesItComplete();
      visit.press("Delete");
      visit.page().goBack();
      visit.the(AriaRole.HEADING, "Experiments").waitFor();
      assertThat(visit.page().locator("dialog").count()).isZero();
      visit.page().goForward();
      visit.seesItComplete();
      service.successful(HttpMethod.DELETE, path, "");
      visit.sees("This experiment was deleted.");
    }
  }

  @Test
  void whoSkipsTheNavigationStaysAtTheAddress() {
    try (Visit visit = visit(Look.LIGHT).open("/data/mnist")) {
      visit.the(AriaRole.LINK, "Skip to the content").focus();
      visit.page().keyboard().press("Enter");
      assertThat(visit.page().evaluate("() => document.activeElement.id")).isEqualTo("main");
      assertThat(visit.page().url()).endsWith("#/data/mnist");
    }
  }

  /** Crosses and bars, 100 of each. */
  private Path signs() throws IOException {
    Path file = directory.resolve("Signs.zip");
    Random random = new Random(1);
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < 200; i++) {
        boolean cross = i % 2 == 0;
        zip.putNextEntry(new ZipEntry("%s/%d.png".formatted(cross ? "cross" : "bar", i)));
        ImageIO.write(sign(cross, random), "png", zip);
        zip.closeEntry();
      }
    }
    return file;
  }

  private static BufferedImage sign(boolean cross, Random random) {
    BufferedImage image = new BufferedImage(20, 20, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D pen = image.createGraphics();
    pen.setColor(Color.WHITE);
    int x = 6 + random.nextInt(8);
    int y = 6 + random.nextInt(8);
    pen.fillRect(x - 1, y - 6, 3, 13);
    if (cross) {
      pen.fillRect(x - 6, y - 1, 13, 3);
    }
    pen.dispose();
    return image;
  }
}
