package dev.trainyard.engine;

/** This machine has not what an engine needs that a training asks for; another one may have it. */
public final class EngineUnavailable extends TrainingFailed {
  private static final long serialVersionUID = 1L;

  /** An engine that cannot be used here, with the reason and the remedy. */
  public EngineUnavailable(String reason) {
    super(reason);
  }
}
