package dev.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.dl4j.Dl4jEngine;
import dev.trainyard.engine.fused.FusedEngine;
import dev.trainyard.network.Activation;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Padding;
import dev.trainyard.training.Optimizer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipInputStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class TrainedModelIT {
  private static final ReferenceEngine REFERENCE = new Dl4jEngine();
  private static final Optimizer MOMENTUM = new Optimizer.Momentum(0.02, 0.9);
  private static final Optimizer ADAM = new Optimizer.Adam(0.001, 0.9, 0.999, 1e-7);
  private static final List<Layer> LAYERS =
      List.of(
          new Layer.Conv2d(6, 3, 1, Padding.SAME, Activation.GELU),
          new Layer.MaxPool2d(2, 2, Padding.VALID),
          new Layer.BatchNorm(0.9, 1e-3),
          new Layer.Activate(Activation.LEAKY_RELU),
          new Layer.AvgPool2d(2, 1, Padding.SAME),
          new Layer.Flatten(),
          new Layer.Dropout(0.1),
          new Layer.Dense(13, Activation.TANH),
          new Layer.Dense(Plans.CLASSES, Activation.SOFTMAX));

  static List<Optimizer> optimizers() {
    return Optimizers.ALL;
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void isOpenedByPlainDl4jWithItsStateAndPredictsTheSame(Optimizer optimizer) throws IOException {
    TrainingPlan plan = Plans.of(LAYERS, Plans.training(2, optimizer, 1e-3));
    TrainedModel model = trained(plan);

    MultiLayerNetwork restored = restored(model);
    try {
      assertThat(restored.params().toFloatVector()).containsExactly(model.state().parameters());
      assertThat(updaterState(restored)).containsExactly(model.state().updaterState());
      assertThat(restored.getIterationCount()).isEqualTo(model.steps());
      assertThat(restored.getEpochCount()).isEqualTo(2);
      assertThat(outputs(restored, plan.validationImages()))
          .isEqualTo(REFERENCE.probabilities(model, plan.validationImages(), () -> 1));
    } finally {
      restored.close();
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void saysTheSameOnBothEngines(Optimizer optimizer) {
    TrainingPlan plan = Plans.of(LAYERS, Plans.training(2, optimizer, 1e-3));
    TrainedModel model = trained(plan);
    LabelledImages images = plan.validationImages();

    float[][] fused = new FusedEngine().probabilities(model, images, () -> 2);

    float[][] reference = REFERENCE.probabilities(model, images, () -> 1);
    for (int i = 0; i < images.count(); i++) {
      assertThat(fused[i]).containsExactly(reference[i], offset(1e-5f));
    }
    assertThat(new FusedEngine().probabilities(model, images, () -> 1)).isDeepEqualTo(fused);
  }

  @Test
  void predictsWhatTheLastValidationMeasured() {
    TrainingPlan plan = Plans.of(LAYERS, Plans.training(8, ADAM, 1e-3));
    RecordedTraining training = RecordedTraining.toTheEnd();
    new Dl4jEngine().train(plan, null, training);
    TrainedModel model =
        new TrainedModel(
            plan.network(), plan.training(), training.checkpoints().getLast(), steps(plan), null);
    LabelledImages images = plan.validationImages();

    float[][] probabilities = REFERENCE.probabilities(model, images, () -> 1);

    double loss = 0;
    for (int i = 0; i < images.count(); i++) {
      loss -= Math.log(probabilities[i][images.label(i)]) / images.count();
    }
    assertThat(loss).isCloseTo(training.metrics().getLast().validationLoss(), within(1e-5));
  }

  @Test
  void namesNoClassOfOurs() throws IOException {
    TrainedModel model = trained(Plans.of(LAYERS, Plans.training(1, MOMENTUM, 1e-3)));

    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes(model)))) {
      while (zip.getNextEntry() != null) {
        assertThat(new String(zip.readAllBytes(), StandardCharsets.ISO_8859_1))
            .doesNotContain("trainyard");
      }
    }
  }

  private static TrainedModel trained(TrainingPlan plan) {
    RecordedTraining training = RecordedTraining.toTheEnd();
    new Dl4jEngine().train(plan, null, training);
    Checkpoint last = training.checkpoints().getLast();
    return new TrainedModel(plan.network(), plan.training(), last, steps(plan), null);
  }

  private static int steps(TrainingPlan plan) {
    int batches = Math.ceilDiv(plan.trainImages().count(), plan.training().batchSize());
    return plan.training().epochs() * batches;
  }

  private static byte[] bytes(TrainedModel model) throws IOException {
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    REFERENCE.write(model, zip);
    return zip.toByteArray();
  }

  private static MultiLayerNetwork restored(TrainedModel model) throws IOException {
    return ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(bytes(model)), true);
  }

  private static float[] updaterState(MultiLayerNetwork network) {
    INDArray state = network.getUpdater().getStateViewArray();
    return state == null ? new float[0] : state.toFloatVector();
  }

  /** What a user of plain DL4J would write: images by channel, pixels from 0 to 1. */
  private static float[][] outputs(MultiLayerNetwork network, LabelledImages images) {
    INDArray features =
        Nd4j.create(images.count(), images.channels(), images.height(), images.width());
    for (int i = 0; i < images.pixels().length; i++) {
      int channel = i % images.channels();
      int column = i / images.channels() % images.width();
      int row = i / images.channels() / images.width() % images.height();
      features.putScalar(
          new long[] {i / images.imageSize(), channel, row, column},
          (images.pixels()[i] & 0xff) / 255f);
    }
    return network.output(features).toFloatMatrix();
  }
}
