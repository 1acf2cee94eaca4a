package dev.trainyard.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.catalog.Presets;
import dev.trainyard.dataset.BuiltInDatasets;
import dev.trainyard.dataset.ImageDataset;
import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.dataset.TestMnist;
import dev.trainyard.engine.Checkpoint;
import dev.trainyard.engine.InitialParameters;
import dev.trainyard.engine.RandomPlans;
import dev.trainyard.engine.Randomness;
import dev.trainyard.engine.TrainedModel;
import dev.trainyard.engine.TrainingListener;
import dev.trainyard.engine.TrainingPlan;
import dev.trainyard.engine.dl4j.Dl4jEngine;
import dev.trainyard.network.Layer;
import dev.trainyard.training.EpochMetrics;
import dev.trainyard.training.TrainingSpec;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** The Java class for DL4J, compiled and run. */
@NullUnmarked
class Dl4jSourceIT {
  private static final Pattern ACCURACY = Pattern.compile("test: accuracy ([\\d.]+)");

  /** Plans with every optimizer, whatever else they have; random masks differ by their nature. */
  static IntStream plans() {
    return IntStream.range(0, 60)
        .filter(
            number -> {
              TrainingPlan plan = RandomPlans.of(number, 0);
              return new Dl4jEngine().unsupported(plan.network(), plan.training()).isEmpty()
                  && plan.network().layers().stream()
                      .noneMatch(placed -> placed.layer() instanceof Layer.Dropout);
            })
        .limit(21);
  }

  @ParameterizedTest
  @MethodSource("plans")
  void trainsToTheBitsOfTheEngineWhenItIsGivenTheSameNumbers(int number)
      throws ReflectiveOperationException {
    TrainingPlan plan = RandomPlans.of(number, 0);
    TrainingSpec training = plan.training();
    LabelledImages images = plan.trainImages();
    float[] beginning = InitialParameters.of(plan.network(), training.seed());
    TrainedModel model =
        new TrainedModel(
            plan.network(), training, new Checkpoint(0, beginning, new float[0]), 0, null);
    ModelOrigin origin = Samples.origin(model, Samples.HOSTILE, Samples.dataset(plan.network()));
    CompiledScript script = CompiledScript.of(origin.className(), Dl4jSource.of(model, origin));
    Object data =
        script.images(
            images.pixels(), IntStream.range(0, images.count()).map(images::label).toArray());

    MultiLayerNetwork network = script.network(plan.batches());
    network.setParams(Nd4j.create(beginning, new long[] {1, beginning.length}, 'c'));
    for (int epoch = 1; epoch <= training.epochs(); epoch++) {
      int[] order =
          Randomness.of(training.seed(), Randomness.Purpose.ORDER, epoch)
              .permutation(images.count());
      for (int from = 0; from < order.length; from += training.batchSize()) {
        int to = Math.min(from + training.batchSize(), order.length);
        DataSet batch = script.batch(data, order, from, to, training.labelSmoothing());
        network.fit(batch);
      }
    }

    float[] trained = network.params().toFloatVector();
    assertThat(trained).isNotEqualTo(beginning);
    assertThat(trained).containsExactly(trained(plan).parameters());
  }

  @Test
  void reachesTheAccuracyOfTheService() throws ReflectiveOperationException {
    TrainedModel model = Samples.of(Presets.find("baseline").orElseThrow());
    ModelOrigin origin = Samples.origin(model, Samples.HOSTILE, BuiltInDatasets.MNIST);
    CompiledScript script = CompiledScript.of(origin.className(), Dl4jSource.of(model, origin));

    String said = said(() -> script.main(TestMnist.directory().resolve("mnist").toString(), "1"));

    ImageDataset digits = TestMnist.dataset();
    TrainingPlan plan =
        new TrainingPlan(
            model.network(),
            model.training().withEpochs(1),
            digits.train(),
            digits.test(),
            () -> 2);
    Checkpoint ours = trained(plan);
    double accuracy =
        new Dl4jEngine()
            .evaluate(
                new TrainedModel(model.network(), model.training(), ours, plan.batches(), null),
                digits.test(),
                () -> 2)
            .accuracy();
    Matcher found = ACCURACY.matcher(said);
    assertThat(found.find()).as(said).isTrue();
    assertThat(Double.parseDouble(found.group(1))).isCloseTo(accuracy, within(0.015));
    assertThat(said).startsWith(Samples.HOSTILE).contains("epoch 1: loss 0.");
  }

  private static Checkpoint trained(TrainingPlan plan) {
    List<Checkpoint> checkpoints = new ArrayList<>();
    new Dl4jEngine()
        .train(
            plan,
            null,
            new TrainingListener() {
              @Override
              public void epochCompleted(EpochMetrics metrics, Checkpoint checkpoint) {
                checkpoints.add(checkpoint);
              }
            });
    return checkpoints.getLast();
  }

  private interface Run {
    void run() throws ReflectiveOperationException;
  }

  private static String said(Run run) throws ReflectiveOperationException {
    PrintStream before = System.out;
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    System.setOut(new PrintStream(heard, true, StandardCharsets.UTF_8));
    try {
      run.run();
    } finally {
      System.setOut(before);
    }
    return heard.toString(StandardCharsets.UTF_8);
  }
}
