package dev.trainyard.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.engine.InitialParameters;
import dev.trainyard.engine.ParameterLayout;
import dev.trainyard.engine.ParameterLayout.Block;
import dev.trainyard.network.Activation;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Network;
import dev.trainyard.network.NetworkSpec;
import dev.trainyard.network.Padding;
import dev.trainyard.network.Shape;
import dev.trainyard.training.Augmentation;
import dev.trainyard.training.EngineChoice;
import dev.trainyard.training.Optimizer;
import dev.trainyard.training.TrainingSpec;
import dev.trainyard.training.Validation;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What our words mean in DL4J. */
class Dl4jConfigurationTest {
  private static final Shape.Image SHAPE = new Shape.Image(5, 4, 2);
  private static final Layer SOFTMAX = new Layer.Dense(3, Activation.SOFTMAX);
  private static final Network CONVOLUTION =
      network(
          new Layer.Conv2d(3, 2, 1, Padding.VALID, Activation.RELU),
          new Layer.Flatten(),
          new Layer.Dense(4, Activation.RELU),
          SOFTMAX);

  @Test
  void keepsParametersWhereTheLayoutSays() {
    float[] offsets = new float[(int) CONVOLUTION.parameters()];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = i;
    }
    MultiLayerNetwork model = model(CONVOLUTION, new Optimizer.Sgd(0.1), 0, offsets);
    List<Block> blocks = ParameterLayout.of(CONVOLUTION);

    INDArray kernel = model.getParam("0_W"); // [filters, channels, height, width]
    assertThat(kernel.shape()).containsExactly(3, 2, 2, 2);
    assertThat(kernel.getInt(1, 0, 1, 0)).isEqualTo(blocks.get(0).kernel() + 8 + 2);
    assertThat(kernel.getInt(2, 1, 0, 1)).isEqualTo(blocks.get(0).kernel() + 2 * 8 + 4 + 1);
    assertThat(model.getParam("0_b").getInt(2)).isEqualTo(blocks.get(0).bias() + 2);

    INDArray weights = model.getParam("1_W"); // [inputs, outputs]
    assertThat(weights.shape()).containsExactly(36, 4);
    assertThat(weights.getInt(7, 3)).isEqualTo(blocks.get(1).kernel() + 3 * 36 + 7);
    assertThat(model.getParam("1_b").getInt(1)).isEqualTo(blocks.get(1).bias() + 1);
    assertThat(model.getParam("2_b").getInt(2)).isEqualTo(offsets.length - 1);
  }

  @Test
  void countsTheInputsBehindAnImageChannelByChannel() {
    Network network = network(new Layer.Flatten(), SOFTMAX);
    float[] parameters = InitialParameters.of(network, 3);
    INDArray image = Nd4j.rand(DataType.FLOAT, 1, 2, 5, 4); // [batch, channels, height, width]

    float[] logits = new float[3];
    for (int output = 0; output < 3; output++) {
      for (int c = 0; c < 2; c++) {
        for (int y = 0; y < 5; y++) {
          for (int x = 0; x < 4; x++) {
            int input = (c * 5 + y) * 4 + x;
            logits[output] += parameters[output * 40 + input] * image.getFloat(0, c, y, x);
          }
        }
      }
    }

    INDArray probabilities =
        model(network, new Optimizer.Sgd(0.1), 0, parameters).output(image).dup();
    double ratio = probabilities.getDouble(0, 1) / probabilities.getDouble(0, 0);
    assertThat(ratio).isCloseTo(Math.exp(logits[1] - logits[0]), within(1e-5));
  }

  @Test
  void shrinksTheKernelsOfHiddenLayersByTwiceL2AndNothingElse() {
    float[] before = InitialParameters.of(CONVOLUTION, 3);
    MultiLayerNetwork model = model(CONVOLUTION, new Optimizer.Sgd(0.5), 0.01, before);
    fit(model, Nd4j.zeros(DataType.FLOAT, 2, 2, 5, 4)); // no kernel has a gradient of the loss

    float[] after = Dl4jNetwork.parameters(model);
    for (Block block : ParameterLayout.of(CONVOLUTION)) {
      double shrink = block.hidden() ? 1 - 0.5 * 2 * 0.01 : 1;
      for (int i = block.kernel(); i < block.kernel() + block.kernelSize(); i++) {
        assertThat(after[i]).isCloseTo((float) (before[i] * shrink), within(1e-7f));
      }
      if (block.hidden()) {
        for (int i = block.bias(); i < block.bias() + block.biasSize(); i++) {
          assertThat(after[i]).isEqualTo(before[i]);
        }
      }
    }
  }

  @Test
  void stepsWithTheMeanGradientOfTheMiniBatch() {
    float[] before = InitialParameters.of(CONVOLUTION, 3);
    INDArray one = Nd4j.rand(DataType.FLOAT, 1, 2, 5, 4);
    MultiLayerNetwork alone = model(CONVOLUTION, new Optimizer.Sgd(0.5), 0, before);
    fit(alone, one);
    MultiLayerNetwork twice = model(CONVOLUTION, new Optimizer.Sgd(0.5), 0, before);
    fit(twice, Nd4j.concat(0, one, one));

    assertThat(Dl4jNetwork.parameters(twice))
        .containsExactly(Dl4jNetwork.parameters(alone), within(1e-6f));
  }

  @Test
  void stepsAsAdamsJavadocSays() {
    float[] before = InitialParameters.of(CONVOLUTION, 3);
    double epsilon = 0.01;
    MultiLayerNetwork model =
        model(CONVOLUTION, new Optimizer.Adam(0.1, 0.8, 0.9, epsilon), 0, before);
    model.setIterationCount(2);
    fit(model, Nd4j.rand(DataType.FLOAT, 3, 2, 5, 4));

    int size = before.length;
    float[] after = Dl4jNetwork.parameters(model);
    float[] state = Dl4jNetwork.updaterState(model); // all of m, then all of v
    double alpha = 0.1 * Math.sqrt(1 - Math.pow(0.9, 3)) / (1 - Math.pow(0.8, 3));
    assertThat(state).hasSize(2 * size);
    for (int i = 0; i < size; i++) {
      double gradient = state[i] / (1 - 0.8);
      assertThat(state[size + i])
          .isCloseTo((float) ((1 - 0.9) * gradient * gradient), within(1e-6f));
      double step = alpha * state[i] / (Math.sqrt(state[size + i]) + epsilon);
      assertThat(after[i]).isCloseTo((float) (before[i] - step), within(1e-6f));
    }
  }

  @Test
  void rollsOnLikeAHeavyBall() {
    float[] start = InitialParameters.of(CONVOLUTION, 3);
    INDArray images = Nd4j.rand(DataType.FLOAT, 3, 2, 5, 4);
    MultiLayerNetwork plain = model(CONVOLUTION, new Optimizer.Sgd(0.1), 0, start);
    fit(plain, images);
    float[] first = Dl4jNetwork.parameters(plain);
    fit(plain, images);
    float[] second = Dl4jNetwork.parameters(plain);

    MultiLayerNetwork ball = model(CONVOLUTION, new Optimizer.Momentum(0.1, 0.9), 0, start);
    fit(ball, images);
    fit(ball, images);

    float[] rolled = Dl4jNetwork.parameters(ball);
    float[] velocity = Dl4jNetwork.updaterState(ball);
    for (int i = 0; i < start.length; i++) {
      float expected = (second[i] - first[i]) + 0.9f * (first[i] - start[i]);
      assertThat(velocity[i]).isCloseTo(expected, within(1e-6f));
      assertThat(rolled[i]).isCloseTo(first[i] + expected, within(1e-6f));
    }
  }

  @Test
  void endsWithALossLayerWhereTheSoftmaxStandsAlone() {
    Network network =
        network(
            new Layer.Flatten(),
            new Layer.Dense(3, Activation.LINEAR),
            new Layer.Activate(Activation.SOFTMAX));
    float[] parameters = InitialParameters.of(network, 3);
    INDArray images = Nd4j.rand(DataType.FLOAT, 3, 2, 5, 4);
    MultiLayerNetwork apart = model(network, new Optimizer.Sgd(0.5), 0.1, parameters);
    fit(apart, images);
    MultiLayerNetwork joined =
        model(network(new Layer.Flatten(), SOFTMAX), new Optimizer.Sgd(0.5), 0.1, parameters);
    fit(joined, images);

    assertThat(Dl4jNetwork.parameters(apart))
        .containsExactly(Dl4jNetwork.parameters(joined), within(1e-6f));
  }

  private static Network network(Layer... layers) {
    return Network.of(new NetworkSpec(List.of(layers)), SHAPE, 3);
  }

  private static MultiLayerNetwork model(
      Network network, Optimizer optimizer, double l2, float[] parameters) {
    Validation validation = Validation.onTest();
    TrainingSpec training =
        new TrainingSpec(1, 3, optimizer, l2, Augmentation.NONE, 1, validation, EngineChoice.DL4J);
    return Dl4jNetwork.of(
        Dl4jConfiguration.training(network, training, new BatchLoss(), 1),
        parameters,
        new float[0]);
  }

  /** One step; all images belong to class 1. */
  private static void fit(MultiLayerNetwork model, INDArray images) {
    INDArray labels = Nd4j.zeros(DataType.FLOAT, images.size(0), 3);
    labels.getColumn(1).assign(1);
    model.fit(images, labels);
  }
}
