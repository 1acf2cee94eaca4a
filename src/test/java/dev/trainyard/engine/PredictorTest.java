package dev.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.dl4j.Dl4jEngine;
import dev.trainyard.engine.fused.FusedEngine;
import dev.trainyard.network.Shape;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A network made ready to predict says what its engine and the reference say of it. */
@Execution(ExecutionMode.CONCURRENT)
@NullUnmarked
class PredictorTest {
  private static final float TOLERANCE = 1e-5f;

  static IntStream plans() {
    return IntStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("plans")
  void saysWhatItsEngineSays(int number) {
    TrainingPlan plan = RandomPlans.of(number, 0);
    TrainedModel model = model(plan, number);
    LabelledImages images = plan.trainImages();

    float[][] expected = new FusedEngine().probabilities(model, images, () -> 1);
    float[][] ready = new FusedEngine().predictor(model).orElseThrow().probabilities(images);

    assertClose(ready, expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 5, 8, 13, 21, 34, 55})
  void saysWhatTheReferenceSays(int number) {
    TrainingPlan plan = RandomPlans.of(number, 0);
    TrainedModel model = model(plan, number);

    float[][] expected =
        Predictor.of(new Dl4jEngine(), model).probabilities(plan.validationImages());
    float[][] ready =
        new FusedEngine().predictor(model).orElseThrow().probabilities(plan.validationImages());

    assertClose(ready, expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 64, 65, 150})
  void saysTheSameOfAnImageWhateverItsNeighbours(int count) {
    TrainingPlan plan = RandomPlans.of(7, 0);
    Predictor predictor = new FusedEngine().predictor(model(plan, 7)).orElseThrow();
    Shape.Image shape = (Shape.Image) plan.network().input();
    LabelledImages images = SyntheticImages.of(shape, plan.network().classes(), count, 5);

    float[][] all = predictor.probabilities(images);

    assertThat(all).hasNumberOfRows(count);
    LabelledImages last = images.only(new int[] {count - 1});
    assertClose(predictor.probabilities(last), new float[][] {all[count - 1]});
  }

  /** Any parameters and running averages, with variances that are none below 0. */
  private static TrainedModel model(TrainingPlan plan, long seed) {
    float[] parameters = InitialParameters.of(plan.network(), seed);
    Random random = new Random(seed);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] += 0.1f * random.nextFloat();
    }
    return new TrainedModel(
        plan.network(), plan.training(), new Checkpoint(1, parameters, new float[0]), 1, null);
  }

  private static void assertClose(float[][] actual, float[][] expected) {
    assertThat(actual).hasNumberOfRows(expected.length);
    for (int i = 0; i < expected.length; i++) {
      for (int k = 0; k < expected[i].length; k++) {
        assertThat(Math.abs(actual[i][k] - expected[i][k]))
            .as("image %d, class %d: %s and %s", i, k, actual[i][k], expected[i][k])
            .isLessThan(TOLERANCE);
      }
    }
  }
}
