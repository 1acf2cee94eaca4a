package dev.trainyard.export;

import dev.trainyard.catalog.Preset;
import dev.trainyard.dataset.BuiltInDatasets;
import dev.trainyard.dataset.Composition;
import dev.trainyard.dataset.DataFile;
import dev.trainyard.dataset.DatasetFacts;
import dev.trainyard.engine.Checkpoint;
import dev.trainyard.engine.InitialParameters;
import dev.trainyard.engine.ParameterLayout;
import dev.trainyard.engine.ParameterLayout.Block;
import dev.trainyard.engine.RandomPlans;
import dev.trainyard.engine.TrainedModel;
import dev.trainyard.experiment.ExperimentView.TrialSummary;
import dev.trainyard.experiment.TrialSpec;
import dev.trainyard.experiment.TrialView;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Network;
import dev.trainyard.network.NetworkSpec;
import dev.trainyard.network.Shape;
import dev.trainyard.outcome.StandardErrors;
import dev.trainyard.outcome.Status;
import dev.trainyard.outcome.ValidationImages;
import dev.trainyard.training.Augmentation;
import dev.trainyard.training.EngineChoice;
import dev.trainyard.training.EpochMetrics;
import dev.trainyard.training.Optimizer;
import dev.trainyard.training.TrainingSpec;
import dev.trainyard.training.Validation;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;

/** Networks to hand out, and where they are said to come from. */
@NullUnmarked
final class Samples {
  static final Shape.Image DIGIT = new Shape.Image(28, 28, 1);
  static final int DIGITS = 10;

  /** All that has a meaning somewhere in Python, Java, JSON or a shell. */
  static final String HOSTILE =
      "\"\"\"' \\u000a \\\" */ // # {{ x }} {% y %} $(z) `id` é 中 😀 \u202e%s %n\\";

  private static final TrainingSpec PLAIN =
      new TrainingSpec(
          10,
          128,
          new Optimizer.Sgd(0.1),
          0,
          Augmentation.NONE,
          1,
          Validation.onTest(),
          EngineChoice.AUTO);

  private Samples() {}

  /** A random network for digits: its number says which. */
  static TrainedModel random(int number) {
    return model(RandomPlans.network(number, DIGIT, DIGITS), PLAIN, number);
  }

  /** A network of these layers. */
  static TrainedModel of(Shape.Image input, int classes, Layer... layers) {
    return model(Network.of(new NetworkSpec(List.of(layers)), input, classes), PLAIN, 1);
  }

  /** A preset before its training. */
  static TrainedModel of(Preset preset) {
    return model(Network.of(preset.network(), DIGIT, DIGITS), preset.training(), 1);
  }

  /**
   * Kernels as they begin; biases and what belongs to batch normalisations, which would begin with
   * zeros and ones alone, as they might be after a training.
   */
  static TrainedModel model(Network network, TrainingSpec training, long seed) {
    float[] parameters = InitialParameters.of(network, seed);
    Random random = new Random(seed);
    for (Block block : ParameterLayout.of(network)) {
      for (int i = 0; i < block.biasSize(); i++) {
        parameters[block.bias() + i] = (float) (0.1 * random.nextGaussian());
        if (block.layer().layer() instanceof Layer.BatchNorm) {
          parameters[block.kernel() + i] = 0.5f + random.nextFloat();
          parameters[block.means() + i] = (float) (0.1 * random.nextGaussian());
          parameters[block.variances() + i] = 0.5f + random.nextFloat();
        }
      }
    }
    return new TrainedModel(
        network, training, new Checkpoint(3, parameters, new float[0]), 30, null);
  }

  /** Where a model for digits comes from. */
  static ModelOrigin origin(TrainedModel model) {
    return origin(model, "Experiment 7: first steps (baseline on mnist)", BuiltInDatasets.MNIST);
  }

  static ModelOrigin origin(TrainedModel model, String title, DatasetFacts dataset) {
    EpochMetrics last = new EpochMetrics(model.state().epoch(), 0.2, 0.9, 0.25, 0.925, 0.1, 1);
    TrialSummary summary =
        new TrialSummary(
            2,
            1,
            11,
            Map.of(),
            Status.COMPLETED,
            null,
            null,
            3,
            3,
            last,
            last,
            new ValidationImages(Validation.Source.TEST, 10_000),
            new StandardErrors(0.003, 0.003),
            false,
            false,
            null,
            null,
            null);
    NetworkSpec network =
        new NetworkSpec(model.network().layers().stream().map(Network.PlacedLayer::layer).toList());
    TrialSpec spec = new TrialSpec(dataset.name(), network, model.training());
    return ModelOrigin.of(
        model, title, new TrialView(7, summary, spec, null, List.of()), dataset, "1.2.3");
  }

  /** A dataset whose images have the shape that a network wants. */
  static DatasetFacts dataset(Network network) {
    Shape.Image image = (Shape.Image) network.input();
    DataFile file = new DataFile("images", 1, "");
    DatasetFacts.Split split = new DatasetFacts.Split(100, file, new DataFile("labels", 1, ""));
    return new DatasetFacts(
        "own",
        "Own images",
        "",
        image.height(),
        image.width(),
        image.channels(),
        IntStream.range(0, network.classes()).mapToObj(i -> "class " + i).toList(),
        split,
        split,
        List.of(),
        null,
        Composition.WHOLE_PICTURE);
  }
}
