package dev.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.catalog.Preset;
import dev.trainyard.catalog.Presets;
import dev.trainyard.dataset.ImageDataset;
import dev.trainyard.network.Network;
import dev.trainyard.network.Shape;
import dev.trainyard.training.EpochMetrics;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two engines train the assignment's networks on MNIST to the same curves. */
abstract class MnistCurvesContract {
  /**
   * How far two losses may be apart. Float sums in another order differ by 1e-7 of their size; in
   * thousands of steps ReLUs near 0 go the other way and the difference grows. Measured over 10
   * epochs: 6e-4 at most, and 6 of 10,000 images told otherwise.
   */
  private static final double LOSS = 2e-3;

  private static final double ACCURACY = 2e-3;

  /**
   * A quarter of the images, as DL4J takes its time; the last mini-batch has 96, as that of all.
   */
  private static final int TRAIN = 14_944;

  abstract TrainingEngine reference();

  abstract TrainingEngine engine();

  abstract ImageDataset mnist();

  @ParameterizedTest
  @CsvSource({"baseline,10", "hinton-500-300,3"})
  void enginesAgree(String name, int epochs) {
    Preset preset = Presets.find(name).orElseThrow();
    ImageDataset digits = mnist();
    TrainingPlan plan =
        new TrainingPlan(
            Network.of(preset.network(), new Shape.Image(28, 28, 1), 10),
            preset.training().withEpochs(epochs),
            digits.train().only(IntStream.range(0, TRAIN).toArray()),
            digits.test(),
            () -> 2);
    List<EpochMetrics> expected = curve(reference(), plan);
    List<EpochMetrics> actual = curve(engine(), plan);

    for (int i = 0; i < epochs; i++) {
      EpochMetrics one = expected.get(i);
      EpochMetrics other = actual.get(i);
      assertThat(other.trainLoss()).isCloseTo(one.trainLoss(), within(LOSS));
      assertThat(other.validationLoss()).isCloseTo(one.validationLoss(), within(LOSS));
      assertThat(other.trainAccuracy()).isCloseTo(one.trainAccuracy(), within(ACCURACY));
      assertThat(other.validationAccuracy()).isCloseTo(one.validationAccuracy(), within(ACCURACY));
    }
  }

  private static List<EpochMetrics> curve(TrainingEngine engine, TrainingPlan plan) {
    RecordedTraining training = RecordedTraining.toTheEnd();
    engine.train(plan, null, training);
    return training.metrics();
  }
}
