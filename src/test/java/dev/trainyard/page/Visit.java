package dev.trainyard.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * A user before the page, who sees and does what one can see and do there. When it ends, it holds
 * that nothing was complained of in the console and that no other host was asked for anything.
 */
@NullUnmarked
public final class Visit implements AutoCloseable {
  private static final double PATIENCE = InBrowser.PATIENCE.toMillis();
  private static final List<String> ACCESSIBLE =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

  private final String service;
  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private @Nullable Pattern expected;

  Visit(String service, BrowserContext context) {
    this.service = service;
    this.context = context;
    context.setDefaultTimeout(PATIENCE);
    page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (List.of("error", "warning").contains(message.type())) {
            complain("the console: " + message.text());
          }
        });
    page.onPageError(error -> complain("an error: " + error));
    page.onRequest(this::requireOwn);
  }

  private void requireOwn(Request request) {
    String url = request.url();
    if (!url.startsWith(service + "/") && !url.startsWith("blob:") && !url.startsWith("data:")) {
      complain("a request to another host: " + url);
    }
  }

  private void complain(String complaint) {
    if (expected == null || !expected.matcher(complaint).find()) {
      complaints.add(complaint);
    }
  }

  /** Says that the service may die meanwhile: that a connection is refused is then no fault. */
  public Visit thatMayLoseTheService() {
    expected = Pattern.compile("Failed to load resource: net::ERR_");
    return this;
  }

  /** Says that the service may refuse something: that a browser tells of it is then no fault. */
  public Visit thatMayBeRefused() {
    expected = Pattern.compile("Failed to load resource: .* status of 4\\d\\d");
    return this;
  }

  /** Opens a view and waits until it is there. */
  public Visit open(String route) {
    page.navigate("about:blank");
    page.navigate(service + "/#" + route);
    return shown();
  }

  /** Waits until the view has come. */
  public Visit shown() {
    page.waitForSelector("main:not([aria-busy]) h1");
    return this;
  }

  /** The page, for what is not said here. */
  public Page page() {
    return page;
  }

  /** What has a role and a name. */
  public Locator the(AriaRole role, String name) {
    return page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /** Presses a button. */
  public void press(String button) {
    the(AriaRole.BUTTON, button).click();
  }

  /** Waits until a text is to be seen. */
  public Locator sees(String text) {
    Locator found = page.getByText(text).first();
    found.waitFor();
    return found;
  }

  /** Waits until what the view is about has completed. */
  public void seesItComplete() {
    page.locator("h1 .badge[data-status=COMPLETED]").waitFor();
  }

  /**
   * Draws into the square with the mouse.
   *
   * @param stroke points from 0 to 100, from the left and from above
   */
  public void draw(String stroke) {
    BoundingBox paper = page.locator("canvas.paper").boundingBox();
    Mouse mouse = page.mouse();
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

  /** What of the view not everyone can use, by the rules of WCAG 2.2 AA. */
  public List<String> barriers() {
    AxeRunOptions options = new AxeRunOptions();
    options.setResultTypes(List.of("violations"));
    // Without frames there is nothing to put together, for which a page of its own would be opened.
    return new AxeBuilder(page)
            .options(options)
            .withTags(ACCESSIBLE)
            .setLegacyMode(true)
            .analyze()
            .getViolations()
            .stream()
            .map(Visit::words)
            .toList();
  }

  private static String words(Rule rule) {
    return "%s: %s"
        .formatted(
            rule.getHelp(), rule.getNodes().stream().limit(3).map(node -> node.getHtml()).toList());
  }

  /** Whether the view is wider than the window. */
  public boolean overflows() {
    return (boolean)
        page.evaluate(
            "() => document.documentElement.scrollWidth > document.documentElement.clientWidth");
  }

  /** Scrolls to its end and waits until all that it then asks for has come, pictures, too. */
  public Visit settled() {
    page.evaluate(
        """
        async () => {
          for (let at = 0; at < document.body.scrollHeight; at += 400) {
            scrollTo(0, at);
            await new Promise(resolve => setTimeout(resolve, 30));
          }
          scrollTo(0, 0);
        }""");
    page.waitForFunction("() => document.querySelector('main [aria-busy]') === null");
    page.waitForFunction("() => [...document.images].every(image => image.complete)");
    return this;
  }

  /** How many bytes the view has had sent, compressed as they were, since it was opened. */
  public long transferred() {
    return ((Number)
            page.evaluate(
                """
                () => ['navigation', 'resource']
                    .flatMap(kind => performance.getEntriesByType(kind))
                    .reduce((sum, entry) => sum + entry.transferSize, 0)"""))
        .longValue();
  }

  /** A picture of the whole view. */
  public void photograph(Path file) {
    page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
  }

  @Override
  public void close() {
    context.close();
    assertThat(complaints).isEmpty();
  }
}
