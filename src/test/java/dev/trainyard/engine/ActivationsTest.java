package dev.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.dl4j.Dl4jEngine;
import dev.trainyard.network.Activation;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Network;
import dev.trainyard.network.NetworkSpec;
import dev.trainyard.network.Padding;
import dev.trainyard.training.Optimizer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What layers make of an image, beside the same computed here in double precision. */
class ActivationsTest {
  private static final double CLOSE = 1e-5;
  private static final int HEIGHT = 9;
  private static final int WIDTH = 7;
  private static final int IMAGE = 3;
  private static final LabelledImages IMAGES = SyntheticImages.of(Plans.SHAPE, Plans.CLASSES, 5, 1);

  @Test
  void multipliesAndAddsInDenseLayers() {
    TrainedModel model =
        model(
            new Layer.Flatten(),
            new Layer.Dense(6, Activation.RELU),
            new Layer.Dropout(0.5),
            new Layer.Dense(Plans.CLASSES, Activation.SOFTMAX));

    List<LayerOutput> outputs = activations(model);

    float[] parameters = model.state().parameters();
    double[] hidden = dense(image(), parameters, 0, 6);
    Arrays.setAll(hidden, unit -> Math.max(0, hidden[unit]));
    double[] logits = dense(hidden, parameters, (image().length + 1) * 6, Plans.CLASSES);
    assertThat(outputs).extracting(output -> output.layer().index()).containsExactly(1, 2, 3);
    close(outputs.get(0), hidden);
    close(outputs.get(1), hidden);
    close(outputs.get(2), softmax(logits));
    assertThat(hidden).contains(0.0);
  }

  @Test
  void slidesTheKernelOverEveryChannel() {
    TrainedModel model =
        model(
            new Layer.Conv2d(1, 3, 1, Padding.VALID, Activation.TANH),
            new Layer.Activate(Activation.RELU),
            new Layer.MaxPool2d(2, 2, Padding.VALID),
            new Layer.Flatten(),
            new Layer.Dense(Plans.CLASSES, Activation.SOFTMAX));

    List<LayerOutput> outputs = activations(model);

    double[] convolved = convolved(model.state().parameters());
    double[] relu = Arrays.stream(convolved).map(value -> Math.max(0, value)).toArray();
    double[] pooled = pooled(relu, HEIGHT - 2, WIDTH - 2);
    assertThat(Arrays.stream(convolved).anyMatch(value -> value < 0)).isTrue();
    close(outputs.get(0), convolved);
    close(outputs.get(1), relu);
    close(outputs.get(2), pooled);
    double[] logits = dense(pooled, model.state().parameters(), 1 + 2 * 9, Plans.CLASSES);
    close(outputs.get(3), softmax(logits));
  }

  private static List<LayerOutput> activations(TrainedModel model) {
    return new Dl4jEngine().activations(model, IMAGES, IMAGE);
  }

  private static void close(LayerOutput output, double[] expected) {
    float[] values = output.values();
    assertThat(values).hasSize(output.layer().output().size()).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) values[i]).isCloseTo(expected[i], within(CLOSE));
    }
  }

  /** [channels][height][width], 0 to 1. */
  private static double[] image() {
    double[] image = new double[IMAGES.imageSize()];
    for (int pixel = 0; pixel < HEIGHT * WIDTH; pixel++) {
      for (int channel = 0; channel < 2; channel++) {
        int at = IMAGE * image.length + pixel * 2 + channel;
        image[channel * HEIGHT * WIDTH + pixel] = (IMAGES.pixels()[at] & 0xff) / 255.0;
      }
    }
    return image;
  }

  /** Kernel [outputs][inputs], then biases. */
  private static double[] dense(double[] inputs, float[] parameters, int from, int units) {
    double[] outputs = new double[units];
    for (int unit = 0; unit < units; unit++) {
      outputs[unit] = parameters[from + units * inputs.length + unit];
      for (int i = 0; i < inputs.length; i++) {
        outputs[unit] += parameters[from + unit * inputs.length + i] * inputs[i];
      }
    }
    return outputs;
  }

  /** One bias, then the kernel [channels][3][3]; with tanh. */
  private static double[] convolved(float[] parameters) {
    double[] image = image();
    double[] outputs = new double[(HEIGHT - 2) * (WIDTH - 2)];
    for (int y = 0; y < HEIGHT - 2; y++) {
      for (int x = 0; x < WIDTH - 2; x++) {
        double sum = parameters[0];
        for (int k = 0; k < 2 * 9; k++) {
          int row = y + k % 9 / 3;
          int column = x + k % 3;
          sum += parameters[1 + k] * image[(k / 9 * HEIGHT + row) * WIDTH + column];
        }
        outputs[y * (WIDTH - 2) + x] = Math.tanh(sum);
      }
    }
    return outputs;
  }

  private static double[] pooled(double[] values, int height, int width) {
    double[] pooled = new double[height / 2 * (width / 2)];
    for (int i = 0; i < pooled.length; i++) {
      int at = 2 * (i / (width / 2)) * width + 2 * (i % (width / 2));
      pooled[i] =
          Math.max(
              Math.max(values[at], values[at + 1]),
              Math.max(values[at + width], values[at + width + 1]));
    }
    return pooled;
  }

  private static double[] softmax(double[] logits) {
    double sum = Arrays.stream(logits).map(Math::exp).sum();
    return Arrays.stream(logits).map(logit -> Math.exp(logit) / sum).toArray();
  }

  /** With parameters from −0.5 to 0.5, biases among them. */
  private static TrainedModel model(Layer... layers) {
    Network network = Network.of(new NetworkSpec(List.of(layers)), Plans.SHAPE, Plans.CLASSES);
    float[] parameters = new float[ParameterLayout.size(network)];
    Random random = new Random(6);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = random.nextFloat() - 0.5f;
    }
    return new TrainedModel(
        network,
        Plans.training(1, new Optimizer.Sgd(0.1), 0),
        new Checkpoint(1, parameters, new float[0]),
        1,
        null);
  }
}
