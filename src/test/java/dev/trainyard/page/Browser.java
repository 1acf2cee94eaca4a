package dev.trainyard.page;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;

/**
 * The real Chromium, without a window. It is the one of the machine; where there is none, and apt
 * may be used, Debian's is installed.
 */
@NullUnmarked
public final class Browser implements AutoCloseable {
  private static final List<Path> USUAL =
      Stream.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
          .map(name -> Path.of("/usr/bin", name))
          .toList();

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
    Path executable = executable();
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    chromium =
        playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions().setExecutablePath(executable).setArgs(ALONE));
  }

  private static Path executable() {
    return find()
        .orElseGet(
            () -> {
              install();
              return find().orElseThrow();
            });
  }

  private static Optional<Path> find() {
    return USUAL.stream().filter(Files::isExecutable).findFirst();
  }

  private static void install() {
    run("apt-get", "update");
    run("apt-get", "install", "--yes", "--no-install-recommends", "chromium", "fonts-liberation");
  }

  private static void run(String... command) {
    try {
      Path output = Files.createTempFile("install", ".log");
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
      int status =
          builder.redirectErrorStream(true).redirectOutput(output.toFile()).start().waitFor();
      if (status != 0) {
        throw new IllegalStateException(
            "there is no Chromium in %s, and it could not be installed: %s"
                .formatted(USUAL, Files.readString(output)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
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
