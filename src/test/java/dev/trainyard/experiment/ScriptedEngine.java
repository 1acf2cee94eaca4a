package dev.trainyard.experiment;

import dev.trainyard.training.Checkpoint;
import dev.trainyard.training.EpochMetrics;
import dev.trainyard.training.TrainingEngine;
import dev.trainyard.training.TrainingListener;
import dev.trainyard.training.TrainingPlan;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Trains nothing, but keeps an engine's contract to the letter: what an epoch yields is a pure
 * function of the seed and of the checkpoint before it, so a lost or a repeated epoch shows in the
 * curve. A script decides what happens in a mini-batch.
 */
final class ScriptedEngine implements TrainingEngine {
  private static final int BATCHES = 4;

  /** What happens in a mini-batch. */
  interface Script {
    void batch(TrainingPlan plan, int epoch, int batch);
  }

  private volatile Script script = (plan, epoch, batch) -> {};

  void play(Script next) {
    script = next;
  }

  @Override
  public String name() {
    return "dl4j";
  }

  @Override
  public Optional<String> unsupported(TrainingPlan plan) {
    return Optional.empty();
  }

  @Override
  public boolean train(TrainingPlan plan, @Nullable Checkpoint from, TrainingListener listener) {
    float state = from == null ? plan.training().seed() : from.parameters()[0];
    for (int epoch = from == null ? 1 : from.epoch() + 1;
        epoch <= plan.training().epochs();
        epoch++) {
      for (int batch = 1; batch <= BATCHES; batch++) {
        if (listener.stopRequested()) {
          return false;
        }
        script.batch(plan, epoch, batch);
        listener.progress(epoch, batch, BATCHES);
      }
      state = (state * 31 + epoch) % 9973;
      listener.epochCompleted(
          new EpochMetrics(epoch, state, 0.5, 1 / (1 + state), state / 9973, 0.1, 0.01),
          new Checkpoint(epoch, new float[] {state}, new float[] {epoch}));
    }
    return true;
  }
}
