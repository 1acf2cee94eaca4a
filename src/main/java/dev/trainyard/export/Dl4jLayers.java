package dev.trainyard.export;

import static dev.trainyard.export.Literals.number;

import dev.trainyard.engine.ParameterLayout;
import dev.trainyard.engine.ParameterLayout.Block;
import dev.trainyard.network.Activation;
import dev.trainyard.network.Initializer;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Network;
import dev.trainyard.network.Network.PlacedLayer;
import dev.trainyard.network.Padding;
import dev.trainyard.network.Shape;
import dev.trainyard.training.TrainingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The layers of a network as statements that add DL4J's to a {@code list}: the same ones as the
 * reference engine has.
 */
final class Dl4jLayers {
  private static final String LOSS = "new LossMCXENT()";

  private final Network network;
  private final TrainingSpec training;
  private final Map<Integer, Block> blocks;

  private Dl4jLayers(Network network, TrainingSpec training) {
    this.network = network;
    this.training = training;
    this.blocks =
        ParameterLayout.of(network).stream()
            .collect(Collectors.toMap(block -> block.layer().index(), Function.identity()));
  }

  /** The statements, a line each. */
  static List<String> of(Network network, TrainingSpec training) {
    return new Dl4jLayers(network, training).statements();
  }

  /** A flatten layer is what comes before the next layer that wants a vector. */
  private List<String> statements() {
    List<String> statements = new ArrayList<>();
    Shape flattened = null;
    int index = 0;
    for (PlacedLayer placed : network.layers()) {
      if (placed.layer() instanceof Layer.Flatten) {
        flattened = flattened == null ? placed.input() : flattened;
        continue;
      }
      boolean last = placed.index() == network.layers().size() - 1;
      if (flattened instanceof Shape.Image image && (last || wantsVector(placed.layer()))) {
        statements.add(
            "list.inputPreProcessor(%d, new CnnToFeedForwardPreProcessor(%d, %d, %d));"
                .formatted(index, image.height(), image.width(), image.channels()));
        flattened = null;
      }
      statements.add(
          "list.layer(%d, %s.build());".formatted(index, last ? output(placed) : hidden(placed)));
      index++;
    }
    return statements;
  }

  private static boolean wantsVector(Layer layer) {
    return layer instanceof Layer.Dense || layer instanceof Layer.BatchNorm;
  }

  private String output(PlacedLayer placed) {
    return switch (placed.layer()) {
      case Layer.Dense(int units, _, var initializer) ->
          "new OutputLayer.Builder(%s)%s"
              .formatted(
                  LOSS,
                  kernel(placed, placed.input().size(), units, Activation.SOFTMAX, initializer));
      default -> "new LossLayer.Builder(%s)%s".formatted(LOSS, activation(Activation.SOFTMAX));
    };
  }

  private String hidden(PlacedLayer placed) {
    return switch (placed.layer()) {
      case Layer.Dense(int units, var activation, var initializer) ->
          "new DenseLayer.Builder()"
              + kernel(placed, placed.input().size(), units, activation, initializer);
      case Layer.Conv2d(
              int filters,
              int kernel,
              int stride,
              var padding,
              var activation,
              var initializer) ->
          "new ConvolutionLayer.Builder(%d, %1$d).stride(%d, %2$d)%s%s"
              .formatted(
                  kernel,
                  stride,
                  mode(placed, kernel, stride, padding),
                  kernel(
                      placed,
                      ((Shape.Image) placed.input()).channels(),
                      filters,
                      activation,
                      initializer));
      case Layer.MaxPool2d(int size, int stride, var padding) ->
          pooling("MAX", placed, size, stride, padding);
      case Layer.AvgPool2d(int size, int stride, var padding) ->
          pooling("AVG", placed, size, stride, padding);
      case Layer.GlobalAvgPool2d _ -> "new GlobalPoolingLayer.Builder(PoolingType.AVG)";
      case Layer.BatchNorm(double momentum, double epsilon) ->
          "new BatchNormalization.Builder().nIn(%d).nOut(%1$d).decay(%s).eps(%s).useLogStd(false)"
              .formatted(
                  Layer.BatchNorm.features(placed.input()), number(momentum), number(epsilon));
      case Layer.Dropout(double rate) ->
          "new DropoutLayer.Builder(%s)".formatted(number(1 - rate)); // what is kept
      case Layer.Activate(var activation) ->
          "new ActivationLayer.Builder()" + activation(activation);
      case Layer.Flatten _ -> throw new IllegalStateException("flatten is a preprocessor in DL4J");
    };
  }

  private static String pooling(
      String type, PlacedLayer placed, int size, int stride, Padding padding) {
    return "new SubsamplingLayer.Builder(PoolingType.%s).kernelSize(%d, %2$d).stride(%d, %3$d)%s"
        .formatted(type, size, stride, mode(placed, size, stride, padding));
  }

  /** Where "same" needs no zeros DL4J fails on it, and the windows are those without. */
  private static String mode(PlacedLayer placed, int size, int stride, Padding padding) {
    Shape.Image in = (Shape.Image) placed.input();
    Shape.Image out = (Shape.Image) placed.output();
    boolean padded =
        padding == Padding.SAME
            && ((out.height() - 1) * stride + size > in.height()
                || (out.width() - 1) * stride + size > in.width());
    return ".convolutionMode(ConvolutionMode.%s)".formatted(padded ? "Same" : "Truncate");
  }

  private String kernel(
      PlacedLayer placed, int inputs, int outputs, Activation activation, Initializer initializer) {
    Block block = Objects.requireNonNull(blocks.get(placed.index()), "parameters");
    return ".nIn(%d).nOut(%d)%s.weightInit(%s)%s"
        .formatted(
            inputs,
            outputs,
            activation(activation),
            beginning(initializer, block.fanIn(), block.fanOut()),
            penalties(block));
  }

  /** With clipping the penalties are added to the gradient before it. */
  private String penalties(Block block) {
    boolean penalised = block.hidden() && !training.clipping().bounds();
    List<String> kernel = new ArrayList<>();
    List<String> bias = new ArrayList<>();
    if (penalised && training.l2() > 0) {
      kernel.add("new L2Regularization(2 * %s)".formatted(number(training.l2())));
    }
    if (penalised && training.l1() > 0) {
      kernel.add("new L1Regularization(%s)".formatted(number(training.l1())));
    }
    if (penalised && training.l2Biases() > 0) {
      bias.add("new L2Regularization(2 * %s)".formatted(number(training.l2Biases())));
    }
    if (training.decoupledDecay() > 0) {
      String decay = "new WeightDecay(%s, true)".formatted(number(training.decoupledDecay()));
      kernel.add(decay);
      bias.add(decay);
    }
    return list(".regularization", kernel) + list(".regularizationBias", bias);
  }

  private static String list(String call, List<String> entries) {
    return entries.isEmpty() ? "" : call + "(List.of(" + String.join(", ", entries) + "))";
  }

  /** Keras's, which differ from DL4J's of the same names. */
  private static String beginning(Initializer initializer, double inputs, double outputs) {
    return switch (initializer) {
      case GLOROT_UNIFORM -> uniform(Math.sqrt(6 / (inputs + outputs)));
      case GLOROT_NORMAL -> cutNormal(Math.sqrt(2 / (inputs + outputs)));
      case HE_UNIFORM -> uniform(Math.sqrt(6 / inputs));
      case HE_NORMAL -> cutNormal(Math.sqrt(2 / inputs));
      case LECUN_UNIFORM -> uniform(Math.sqrt(3 / inputs));
      case LECUN_NORMAL -> cutNormal(Math.sqrt(1 / inputs));
      case RANDOM_UNIFORM -> uniform(0.05);
      case RANDOM_NORMAL -> "new NormalDistribution(0, 0.05)";
      case ZEROS -> "WeightInit.ZERO";
      case ONES -> "WeightInit.ONES";
    };
  }

  private static String uniform(double limit) {
    return "new UniformDistribution(-%s, %1$s)".formatted(number(limit));
  }

  /** A normal that is cut off at two deviations is narrower by this factor. */
  private static String cutNormal(double deviation) {
    return "new TruncatedNormalDistribution(0, %s / 0.8796256610342398)"
        .formatted(number(deviation));
  }

  private static String activation(Activation activation) {
    return ".activation(new Activation%s)"
        .formatted(
            switch (activation) {
              case LINEAR -> "Identity()";
              case RELU -> "ReLU()";
              case LEAKY_RELU -> "LReLU(" + number(Activation.LEAKY_SLOPE) + ")";
              case ELU -> "ELU()";
              case GELU -> "GELU()";
              case TANH -> "TanH()";
              case SIGMOID -> "Sigmoid()";
              case SOFTMAX -> "Softmax()";
            });
  }
}
