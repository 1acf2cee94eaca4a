package dev.trainyard.engine.dl4j;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.Checkpoint;
import dev.trainyard.engine.EngineProvenance;
import dev.trainyard.engine.EpochLoop;
import dev.trainyard.engine.Evaluation;
import dev.trainyard.engine.LayerOutput;
import dev.trainyard.engine.MemoryUsedUp;
import dev.trainyard.engine.ReferenceEngine;
import dev.trainyard.engine.TrainedModel;
import dev.trainyard.engine.TrainingListener;
import dev.trainyard.engine.TrainingPlan;
import dev.trainyard.network.Network;
import dev.trainyard.training.TrainingSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** The reference engine: DL4J's {@code MultiLayerNetwork.fit}, mini-batch by mini-batch. */
public final class Dl4jEngine implements ReferenceEngine {
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
    Checkpoint start = from == null ? plan.beginning() : from;
    try (TrainingRun run = new TrainingRun(plan, start)) {
      return new EpochLoop(plan, listener).run(run, start);
    } catch (RuntimeException | OutOfMemoryError e) {
      if (!Nd4jRuntime.isOutOfMemory(e)) {
        throw e;
      }
      throw MemoryUsedUp.inTraining(plan, e);
    }
  }

  @Override
  public Evaluation evaluate(TrainedModel model, LabelledImages images, IntSupplier threads) {
    return Evaluation.of(probabilities(model, images, threads), images);
  }

  @Override
  public float[][] probabilities(TrainedModel model, LabelledImages images, IntSupplier threads) {
    return Predictor.probabilities(model, images);
  }

  @Override
  public void write(TrainedModel model, OutputStream out) throws IOException {
    ModelZip.write(model, out);
  }

  @Override
  public List<LayerOutput> activations(TrainedModel model, LabelledImages images, int image) {
    return Predictor.activations(model, images, image);
  }
}
