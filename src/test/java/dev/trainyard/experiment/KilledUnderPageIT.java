package dev.trainyard.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.trainyard.page.Browser;
import dev.trainyard.page.Visit;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page whose service is killed while it is looked at, and started again. */
@NullUnmarked
class KilledUnderPageIT {
  private static final String LONG_ONE = "{\"network\":\"baseline\",\"training\":{\"epochs\":300}}";

  @TempDir Path directory;

  @Test
  void recoversByItselfAndMissesNoEpoch() throws IOException, InterruptedException {
    String port = "server.port=" + freePort();
    try (Browser browser = new Browser();
        ServiceProcess first = new ServiceProcess(directory, port).ready()) {
      first.post("/experiments", LONG_ONE);
      try (Visit visit =
          browser.visit(first.address(), Browser.Look.LIGHT).thatMayLoseTheService()) {
        visit.open("/experiments/1").sees("The numbers as a table").click();
        visit.page().evaluate("() => window.neverReloaded = true");
        Locator epochs = visit.page().locator(".chart .numbers tbody tr");
        awaitEpochs(epochs, 3);
        first.kill();
        visit.sees("The connection to the service is lost");
        int before = epochs.count();
        try (ServiceProcess second = new ServiceProcess(directory, port).ready()) {
          awaitEpochs(epochs, before + 3);
          visit.page().locator("#connection").waitFor(hidden());
          assertThat(epochs.locator("th").allTextContents())
              .containsSequence("1", "2", "3", "4")
              .contains(String.valueOf(before + 1))
              .doesNotHaveDuplicates();
          assertThat(visit.page().evaluate("() => window.neverReloaded")).isEqualTo(true);
          second.post("/experiments/1/cancel", "");
          visit.sees("Cancelled");
        }
      }
    }
  }

  private static void awaitEpochs(Locator epochs, int least) {
    Awaitility.await().atMost(ServiceProcess.PATIENCE).until(() -> epochs.count() >= least);
  }

  private static Locator.WaitForOptions hidden() {
    return new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
