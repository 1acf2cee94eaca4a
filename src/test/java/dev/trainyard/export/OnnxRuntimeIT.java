package dev.trainyard.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.trainyard.catalog.Presets;
import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.dataset.TestMnist;
import dev.trainyard.engine.Checkpoint;
import dev.trainyard.engine.TrainedModel;
import dev.trainyard.engine.TrainingEngine;
import dev.trainyard.engine.TrainingListener;
import dev.trainyard.engine.TrainingPlan;
import dev.trainyard.engine.dl4j.Dl4jEngine;
import dev.trainyard.engine.fused.FusedEngine;
import dev.trainyard.training.EpochMetrics;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * ONNX Runtime says of digits what the service says. The whole of it is {@code -Donnx.networks=200
 * -Donnx.images=10000}.
 */
@NullUnmarked
class OnnxRuntimeIT {
  private static final int NETWORKS = Integer.getInteger("onnx.networks", 20);
  private static final int IMAGES = Integer.getInteger("onnx.images", 200);
  private static final int BATCH = 500;
  private static final double TOLERANCE = 1e-5;
  private static final OrtEnvironment RUNTIME = OrtEnvironment.getEnvironment();
  private static final LabelledImages DIGITS =
      TestMnist.dataset().test().only(IntStream.range(0, IMAGES).toArray());

  private static int networks;
  private static double largest;

  static Stream<String> presets() {
    return Presets.names().stream();
  }

  static IntStream numbers() {
    return IntStream.range(0, NETWORKS);
  }

  @AfterAll
  static void tell() {
    System.out.printf(
        "ONNX Runtime beside the service: %d networks, %d images each, largest difference %.2e%n",
        networks, IMAGES, largest);
  }

  @ParameterizedTest
  @MethodSource("presets")
  void saysOfDigitsWhatATrainedPresetSays(String name) throws OrtException {
    TrainedModel model = trained(Samples.of(Presets.find(name).orElseThrow()));

    float[][] onnx = probabilities(model);

    compare(onnx, new FusedEngine(), model);
    compare(onnx, new Dl4jEngine(), model);
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void saysOfDigitsWhatARandomNetworkSays(int number) throws OrtException {
    TrainedModel model = Samples.random(number);

    compare(probabilities(model), new FusedEngine(), model);
  }

  private static void compare(float[][] onnx, TrainingEngine engine, TrainedModel model) {
    float[][] ours = engine.probabilities(model, DIGITS, () -> 2);
    for (int i = 0; i < IMAGES; i++) {
      for (int label = 0; label < ours[i].length; label++) {
        largest = Math.max(largest, Math.abs(onnx[i][label] - ours[i][label]));
        assertThat((double) onnx[i][label])
            .as("image %d, class %d on %s", i, label, engine.name())
            .isBetween(ours[i][label] - TOLERANCE, ours[i][label] + TOLERANCE);
      }
      assertThat(largest(onnx[i])).as("class of image %d", i).isEqualTo(largest(ours[i]));
    }
    networks++;
  }

  private static int largest(float[] row) {
    return IntStream.range(0, row.length)
        .reduce(0, (one, other) -> row[other] > row[one] ? other : one);
  }

  /** After an epoch over a few images: what it says is neither all alike nor certain. */
  private static TrainedModel trained(TrainedModel model) {
    LabelledImages train = TestMnist.dataset().train().only(IntStream.range(0, 2_000).toArray());
    AtomicReference<Checkpoint> last = new AtomicReference<>();
    new FusedEngine()
        .train(
            new TrainingPlan(
                model.network(),
                model.training().withEpochs(1),
                train,
                train.only(new int[] {0}),
                () -> 2),
            null,
            new TrainingListener() {
              @Override
              public void epochCompleted(EpochMetrics metrics, Checkpoint checkpoint) {
                last.set(checkpoint);
              }

              @Override
              public boolean stopRequested() {
                return false;
              }
            });
    return new TrainedModel(model.network(), model.training(), last.get(), 1, null);
  }

  private static float[][] probabilities(TrainedModel model) throws OrtException {
    byte[] file = OnnxWriter.bytes(model, Samples.origin(model));
    float[][] all = new float[IMAGES][];
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(2);
      try (OrtSession session = RUNTIME.createSession(file, options)) {
        for (int from = 0; from < IMAGES; from += BATCH) {
          int count = Math.min(BATCH, IMAGES - from);
          System.arraycopy(answer(session, from, count), 0, all, from, count);
        }
      }
    }
    return all;
  }

  /** Digits have one channel, so their bytes are in ONNX's order already. */
  private static float[][] answer(OrtSession session, int from, int count) throws OrtException {
    ByteBuffer pixels =
        ByteBuffer.wrap(DIGITS.pixels(), from * DIGITS.imageSize(), count * DIGITS.imageSize())
            .slice();
    long[] shape = {count, 1, DIGITS.height(), DIGITS.width()};
    try (OnnxTensor images = OnnxTensor.createTensor(RUNTIME, pixels, shape, OnnxJavaType.UINT8);
        OrtSession.Result result = session.run(Map.of(OnnxWriter.INPUT, images))) {
      return (float[][]) result.get(OnnxWriter.OUTPUT).orElseThrow().getValue();
    }
  }
}
