package dev.trainyard.training.dl4j;

import dev.trainyard.network.Network;
import dev.trainyard.training.Checkpoint;
import dev.trainyard.training.EngineProvenance;
import dev.trainyard.training.TrainingEngine;
import dev.trainyard.training.TrainingFailed;
import dev.trainyard.training.TrainingListener;
import dev.trainyard.training.TrainingPlan;
import dev.trainyard.training.TrainingSpec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The reference engine: DL4J's {@code MultiLayerNetwork.fit}, mini-batch by mini-batch. */
public final class Dl4jEngine implements TrainingEngine {
  static final String NAME = "dl4j";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public EngineProvenance provenance() {
    return Nd4jRuntime.load();
  }

  @Override
  public Optional<String> unsupported(Network network, TrainingSpec training) {
    return network.parameters() == 0
        ? Optional.of("the network has no parameters to train")
        : SamePadding.obstacle(network).or(() -> LoneImage.obstacle(network, training));
  }

  @Override
  public boolean train(TrainingPlan plan, @Nullable Checkpoint from, TrainingListener listener) {
    LoneImage.refuse(plan);
    Nd4jRuntime.enter();
    try (TrainingRun run = new TrainingRun(plan, from, listener)) {
      return run.finish();
    } catch (RuntimeException | OutOfMemoryError e) {
      if (!Nd4jRuntime.isOutOfMemory(e)) {
        throw e;
      }
      throw TrainingFailed.outOfMemory(plan.network().parameters(), plan.training().batchSize(), e);
    }
  }
}
