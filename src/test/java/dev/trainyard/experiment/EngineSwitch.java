package dev.trainyard.experiment;

import dev.trainyard.engine.Engines;
import dev.trainyard.engine.TrainingEngine;
import dev.trainyard.engine.cuda.CudaEngine;
import dev.trainyard.engine.cuda.driver.CudaSettings;
import dev.trainyard.engine.dl4j.Dl4jEngine;
import dev.trainyard.engine.registry.TrainingEngines;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/** The engines of a service under test: a script's or the real ones, as each test needs them. */
@NullUnmarked
public final class EngineSwitch extends Engines {
  private final Engines scripted;
  private final Engines real =
      new Engines(TrainingEngines.all(new CudaEngine(CudaSettings.DEFAULTS)));
  private volatile Engines chosen;

  EngineSwitch(ScriptedEngine script) {
    super(List.of(script, new Dl4jEngine()));
    this.scripted = new Engines(super.all());
    this.chosen = scripted;
  }

  /** Lets a script say what happens in a training. */
  public void followTheScript() {
    chosen = scripted;
  }

  /** Lets the engines train that a user has. */
  public void trainForReal() {
    chosen = real;
  }

  @Override
  public List<TrainingEngine> all() {
    return chosen.all();
  }
}
