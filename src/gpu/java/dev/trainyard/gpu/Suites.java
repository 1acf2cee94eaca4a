package dev.trainyard.gpu;

import dev.trainyard.engine.CardContract;
import dev.trainyard.engine.CardCurves;
import dev.trainyard.engine.CardEquality;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The tests that other engines have to pass, too. */
final class Suites {
  private Suites() {}

  static void equality(Lines lines) {
    run(CardEquality.class, lines);
    lines.fact(
        "largest difference of a parameter or a loss",
        "%.1e, where less than %.0e is wanted (%s against fused)"
            .formatted(CardEquality.largest(), CardEquality.tolerance(), Settings.own().engine()));
  }

  static void contract(Lines lines) {
    run(CardContract.class, lines);
  }

  static void curves(Lines lines) {
    run(CardCurves.class, lines);
  }

  private static void run(Class<?> tests, Lines lines) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectClass(tests))
            .build();
    LauncherFactory.create().execute(request, new Tally(lines));
  }
}
