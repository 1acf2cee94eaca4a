package dev.trainyard.load;

import dev.trainyard.TrainyardApplication;
import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.Checkpoint;
import dev.trainyard.engine.EngineProvenance;
import dev.trainyard.engine.Engines;
import dev.trainyard.engine.Evaluation;
import dev.trainyard.engine.LayerOutput;
import dev.trainyard.engine.ReferenceEngine;
import dev.trainyard.engine.TrainedModel;
import dev.trainyard.engine.TrainingListener;
import dev.trainyard.engine.TrainingPlan;
import dev.trainyard.network.Network;
import dev.trainyard.training.EpochMetrics;
import dev.trainyard.training.TrainingSpec;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * The service with an engine that takes a millisecond for an epoch and learns nothing, so that what
 * is left is the queue, the database and what is recorded. It has no annotation, lest the real
 * service finds it in its packages.
 */
final class InstantTraining {
  /** An experiment of a thousand trials that are next to nothing to store. */
  static final String THOUSAND_TRIALS =
      """
      {"network":{"layers":[{"type":"flatten"},{"type":"dense","units":10,"activation":"softmax"}]},
       "training":{"epochs":1},"replicates":1000}
      """;

  static void main(String[] arguments) {
    new SpringApplication(TrainyardApplication.class, InstantTraining.class).run(arguments);
  }

  @Bean
  @Primary
  Engines instantEngines() {
    return new Engines(List.of(new Instant()));
  }

  private static final class Instant implements ReferenceEngine {
    private static final long MILLISECOND = 1_000_000;

    @Override
    public String name() {
      return "fused";
    }

    @Override
    public EngineProvenance provenance() {
      return new EngineProvenance(name(), "none", "none", 1);
    }

    @Override
    public Optional<String> unsupported(Network network, TrainingSpec training) {
      return Optional.empty();
    }

    @Override
    public boolean train(TrainingPlan plan, @Nullable Checkpoint from, TrainingListener listener) {
      float[] parameters = plan.beginning().parameters();
      int done = from == null ? 0 : from.epoch();
      for (int epoch = done + 1; epoch <= plan.training().epochs(); epoch++) {
        if (listener.stopRequested()) {
          return false;
        }
        LockSupport.parkNanos(MILLISECOND);
        listener.epochCompleted(
            new EpochMetrics(epoch, 1, 0.5, 1, 0.5, 0.1, 0.001),
            new Checkpoint(epoch, parameters.clone(), new float[0]));
      }
      return true;
    }

    @Override
    public Evaluation evaluate(TrainedModel model, LabelledImages images, IntSupplier threads) {
      return Evaluation.of(probabilities(model, images, threads), images);
    }

    @Override
    public float[][] probabilities(TrainedModel model, LabelledImages images, IntSupplier threads) {
      float[] uniform = new float[10];
      Arrays.fill(uniform, 0.1f);
      float[][] rows = new float[images.count()][];
      Arrays.fill(rows, uniform);
      return rows;
    }

    @Override
    public void write(TrainedModel model, OutputStream out) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<LayerOutput> activations(TrainedModel model, LabelledImages images, int image) {
      throw new UnsupportedOperationException();
    }
  }
}
