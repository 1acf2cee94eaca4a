package dev.trainyard.engine.registry;

import dev.trainyard.engine.EngineProvenance;
import dev.trainyard.engine.EngineStanding;
import dev.trainyard.engine.Engines;
import dev.trainyard.engine.TrainingEngine;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether there is an engine to train with: down when the native libraries of none could be loaded.
 * While they are being loaded it is up, for a trial that begins meanwhile only waits for them.
 */
final class EngineHealth implements HealthIndicator {
  private static final Logger LOG = LoggerFactory.getLogger(EngineHealth.class);

  private final Engines engines;
  private final Map<String, String> details = new ConcurrentHashMap<>();
  private volatile boolean noneIsUsable;

  EngineHealth(Engines engines) {
    this.engines = engines;
  }

  /** Loads the native libraries of all engines, which takes a few seconds. */
  void load() {
    int usable = 0;
    for (TrainingEngine engine : engines.all()) {
      EngineStanding standing = EngineStanding.of(engine);
      EngineProvenance provenance = standing.provenance();
      if (provenance != null) {
        details.put(engine.name(), provenance.library());
        usable++;
      } else {
        details.put(engine.name(), "cannot be used: " + standing.unusable());
        // Most machines have no card: that is no error.
        LOG.atLevel(standing.failure() == null ? Level.INFO : Level.ERROR)
            .setCause(standing.failure())
            .log("The engine {} is left out: {}", engine.name(), standing.unusable());
      }
    }
    noneIsUsable = usable == 0;
  }

  @Override
  public Health health() {
    return (noneIsUsable ? Health.down() : Health.up()).withDetails(details).build();
  }
}
