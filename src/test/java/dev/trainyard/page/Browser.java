package dev.trainyard.page;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.trainyard.DebianTool;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/** The real Chromium, without a window. */
@NullUnmarked
public final class Browser implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  /** Nothing of Chromium's own calls home: a test must see all that the page asks for. */
  private static final List<String> ALONE =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;

  /**
   * How a page is looked at.
   *
   * @param width of the window in CSS pixels
   */
  public record Look(int width, int height, ColorScheme scheme) {
    /** A laptop's. */
    public static final Look LIGHT = new Look(1280, 800, ColorScheme.LIGHT);

    /** A telephone's. */
    public Look narrow() {
      return new Look(390, 844, scheme);
    }

    /** In dark colours. */
    public Look dark() {
      return new Look(width, height, ColorScheme.DARK);
    }

    @Override
    public String toString() {
      return "%s-%d".formatted(scheme.name().toLowerCase(Locale.ROOT), width);
    }
  }

  /** Starts it. */
  public Browser() {
    Path executable = DebianTool.find(NAMES, "chromium", "fonts-liberation");
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    chromium =
        playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions().setExecutablePath(executable).setArgs(ALONE));
  }

  /**
   * A new window with nothing in its memory.
   *
   * @param service such as {@code http://127.0.0.1:8080}
   */
  public Visit visit(String service, Look look) {
    BrowserContext context =
        chromium.newContext(
            new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(look.width(), look.height())
                .setColorScheme(look.scheme())
                .setReducedMotion(ReducedMotion.REDUCE)
                .setLocale("en-GB")
                .setTimezoneId("UTC")
                .setPermissions(List.of("clipboard-read", "clipboard-write")));
    return new Visit(service, context);
  }

  @Override
  public void close() {
    chromium.close();
    playwright.close();
  }
}
