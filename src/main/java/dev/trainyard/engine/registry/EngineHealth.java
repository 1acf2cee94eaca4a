package dev.trainyard.engine.registry;

import dev.trainyard.engine.Engines;
import dev.trainyard.engine.TrainingEngine;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
      try {
        details.put(engine.name(), engine.provenance().library());
        usable++;
      } catch (RuntimeException | LinkageError e) {
        LOG.error("The engine {} cannot be used: its libraries cannot be loaded", engine.name(), e);
        details.put(engine.name(), "cannot be used: " + e);
      }
    }
    noneIsUsable = usable == 0;
  }

  @Override
  public Health health() {
    return (noneIsUsable ? Health.down() : Health.up()).withDetails(details).build();
  }
}
