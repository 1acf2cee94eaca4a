package dev.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.engine.dl4j.Dl4jEngine;
import dev.trainyard.network.Activation;
import dev.trainyard.network.Layer;
import dev.trainyard.training.Optimizer;
import dev.trainyard.training.TrainingSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class Dl4jEngineIT extends TrainingEngineContract {
  private static final List<Layer> NORMALISED =
      List.of(
          new Layer.Flatten(),
          new Layer.BatchNorm(0.9, 1e-3),
          new Layer.Dense(Plans.CLASSES, Activation.SOFTMAX));

  @Override
  TrainingEngine engine() {
    return new Dl4jEngine();
  }

  @Test
  void saysThatItCannotNormaliseAVectorInMiniBatchesOfOneImage() {
    TrainingSpec training = Plans.training(1, new Optimizer.Sgd(0.1), 0).withBatchSize(1);
    TrainingPlan plan = Plans.of(NORMALISED, training);

    assertThat(engine().unsupported(plan.network(), training))
        .hasValueSatisfying(reason -> assertThat(reason).startsWith("layers[1]: "));
  }

  @Test
  void refusesALastMiniBatchOfOneImageWithTheRemedy() {
    TrainingSpec training = Plans.training(1, new Optimizer.Sgd(0.1), 0);
    TrainingPlan plan = Plans.of(Plans.of(NORMALISED, training).network(), training, 17);

    assertThatThrownBy(() -> engine().train(plan, null, RecordedTraining.toTheEnd()))
        .isInstanceOf(TrainingFailed.class)
        .hasMessageStartingWith("layers[1]: ")
        .hasMessageContaining("choose another batchSize or the engine fused");
  }
}
