package dev.trainyard.engine;

import org.jspecify.annotations.Nullable;

/**
 * Whether an engine can be used on this machine, and what computes in it.
 *
 * @param provenance null where it cannot be used
 * @param unusable why it cannot be used; null where it can
 * @param failure what was thrown where it should have begun; null where it was not expected to
 */
public record EngineStanding(
    String engine,
    @Nullable EngineProvenance provenance,
    @Nullable String unusable,
    @Nullable Throwable failure) {

  /** Finds out, which the first time takes the seconds in which native libraries are loaded. */
  public static EngineStanding of(TrainingEngine engine) {
    try {
      String unusable = engine.unusable().orElse(null);
      return new EngineStanding(
          engine.name(), unusable == null ? engine.provenance() : null, unusable, null);
    } catch (LinkageError e) {
      return new EngineStanding(engine.name(), null, "its libraries cannot be loaded: " + e, e);
    } catch (RuntimeException e) {
      return new EngineStanding(engine.name(), null, "it cannot be started: " + e.getMessage(), e);
    }
  }
}
