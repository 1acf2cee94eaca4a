package dev.trainyard.engine.dl4j;

import dev.trainyard.engine.ParameterLayout;
import dev.trainyard.network.Activation;
import dev.trainyard.network.Layer.Activate;
import dev.trainyard.network.Layer.AvgPool2d;
import dev.trainyard.network.Layer.BatchNorm;
import dev.trainyard.network.Layer.Conv2d;
import dev.trainyard.network.Layer.Dense;
import dev.trainyard.network.Layer.Dropout;
import dev.trainyard.network.Layer.Flatten;
import dev.trainyard.network.Layer.GlobalAvgPool2d;
import dev.trainyard.network.Layer.MaxPool2d;
import dev.trainyard.network.Network;
import dev.trainyard.network.Network.PlacedLayer;
import dev.trainyard.network.Padding;
import dev.trainyard.network.Shape;
import dev.trainyard.training.LearningRate;
import dev.trainyard.training.TrainingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * The one place where the network and training languages become DL4J's.
 *
 * <ul>
 *   <li>Images are [batch, channels, height, width] in DL4J. A flatten layer has no counterpart: a
 *       preprocessor in front of the next dense layer reshapes; dropout and activations between the
 *       two work on the image, which is the same.
 *   <li>DL4J's l2 adds ½ · l2 · Σw² to the loss, ours l2 · Σw², so DL4J gets twice the number; only
 *       kernels of hidden layers get it. Its l1 and its WeightDecay (w ← w − rate · decay · w) are
 *       ours.
 *   <li>Losses and gradients are means over the mini-batch.
 * </ul>
 */
final class Dl4jConfiguration {
  private final Network network;
  private final TrainingSpec training;
  private final ILossFunction loss;
  private final IUpdater updater;
  private final Function<PlacedLayer, IDropout> dropout;
  private final Set<Integer> hidden;

  private Dl4jConfiguration(
      Network network,
      TrainingSpec training,
      ILossFunction loss,
      IUpdater updater,
      Function<PlacedLayer, IDropout> dropout) {
    this.network = network;
    this.training = training;
    this.loss = loss;
    this.updater = updater;
    this.dropout = dropout;
    this.hidden =
        ParameterLayout.of(network).stream()
            .filter(ParameterLayout.Block::hidden)
            .map(block -> block.layer().index())
            .collect(Collectors.toSet());
  }

  /**
   * The configuration that trains.
   *
   * @param loss sees the outputs of every mini-batch
   * @param batchesPerEpoch tells the dropout where an epoch begins
   */
  static MultiLayerConfiguration training(
      Network network, TrainingSpec training, BatchLoss loss, int batchesPerEpoch) {
    LearningRate rate = LearningRate.of(training, batchesPerEpoch);
    return new Dl4jConfiguration(
            network,
            training,
            loss,
            Updaters.exact(training.optimizer(), rate),
            placed -> SeededDropout.of(network, placed, training.seed(), batchesPerEpoch))
        .build();
  }

  /**
   * The configuration in DL4J's own words, without a class of ours, so that any DL4J reads it.
   *
   * <p>The updater is the nearest one that DL4J has, see {@link Updaters#portable}; dropout draws
   * its masks from ND4J's global generator; clipping and label smoothing are left out.
   *
   * @param learningRate for training on
   */
  static MultiLayerConfiguration portable(
      Network network, TrainingSpec training, double learningRate) {
    return new Dl4jConfiguration(
            network,
            training,
            new LossMCXENT(),
            Updaters.portable(training.optimizer(), learningRate),
            placed ->
                new org.deeplearning4j.nn.conf.dropout.Dropout(
                    1 - ((Dropout) placed.layer()).rate()))
        .build();
  }

  private MultiLayerConfiguration build() {
    var list =
        new NeuralNetConfiguration.Builder()
            .seed(training.seed())
            .updater(updater)
            .miniBatch(true)
            .weightInit(WeightInit.XAVIER_UNIFORM)
            .list();
    Shape flattened = null;
    int index = 0;
    for (PlacedLayer placed : network.layers()) {
      if (placed.layer() instanceof Flatten) {
        flattened = flattened == null ? placed.input() : flattened;
        continue;
      }
      boolean last = placed.index() == network.layers().size() - 1;
      if (flattened instanceof Shape.Image image && (wantsVector(placed.layer()) || last)) {
        list.inputPreProcessor(
            index,
            new CnnToFeedForwardPreProcessor(image.height(), image.width(), image.channels()));
        flattened = null;
      }
      list.layer(index, last ? output(placed) : hidden(placed));
      index++;
    }
    return list.build();
  }

  /** A batch normalisation would take the channels of an image for the features. */
  private static boolean wantsVector(dev.trainyard.network.Layer layer) {
    return layer instanceof Dense || layer instanceof BatchNorm;
  }

  private Layer output(PlacedLayer placed) {
    if (placed.layer() instanceof Dense(int units, _, _)) {
      return penalised(
              placed,
              new OutputLayer.Builder(loss)
                  .nIn(placed.input().size())
                  .nOut(units)
                  .activation(activation(Activation.SOFTMAX)))
          .build();
    }
    return new LossLayer.Builder(loss).activation(activation(Activation.SOFTMAX)).build();
  }

  private Layer hidden(PlacedLayer placed) {
    return switch (placed.layer()) {
      case Dense(int units, var activation, _) ->
          penalised(
                  placed,
                  new DenseLayer.Builder()
                      .nIn(placed.input().size())
                      .nOut(units)
                      .activation(activation(activation)))
              .build();
      case Conv2d(int filters, int kernel, int stride, Padding padding, var activation, _) ->
          penalised(
                  placed,
                  new ConvolutionLayer.Builder(kernel, kernel)
                      .stride(stride, stride)
                      .convolutionMode(SamePadding.mode(padding, kernel, stride, placed))
                      .nIn(((Shape.Image) placed.input()).channels())
                      .nOut(filters)
                      .activation(activation(activation)))
              .build();
      case MaxPool2d(int size, int stride, Padding padding) ->
          pooling(PoolingType.MAX, size, stride, padding, placed);
      case AvgPool2d(int size, int stride, Padding padding) ->
          pooling(PoolingType.AVG, size, stride, padding, placed);
      case GlobalAvgPool2d _ -> new GlobalPoolingLayer.Builder(PoolingType.AVG).build();
      case BatchNorm norm -> normalisation(norm, BatchNorm.features(placed.input()));
      case Dropout _ -> new DropoutLayer.Builder(dropout.apply(placed)).build();
      case Activate(var activation) ->
          new ActivationLayer.Builder().activation(activation(activation)).build();
      case Flatten _ -> throw new IllegalStateException("flatten is a preprocessor in DL4J");
    };
  }

  /** An average leaves padding out unless DL4J is told otherwise. */
  private static Layer pooling(
      PoolingType type, int size, int stride, Padding padding, PlacedLayer placed) {
    return new SubsamplingLayer.Builder(type)
        .kernelSize(size, size)
        .stride(stride, stride)
        .convolutionMode(SamePadding.mode(padding, size, stride, placed))
        .build();
  }

  /** DL4J's decay is Keras's momentum. */
  private static Layer normalisation(BatchNorm norm, int features) {
    return new BatchNormalization.Builder()
        .nIn(features)
        .nOut(features)
        .decay(norm.momentum())
        .eps(norm.epsilon())
        .useLogStd(false)
        .build();
  }

  /** With clipping the penalties are added to the gradient before it, see {@link GradientClip}. */
  private <B extends BaseLayer.Builder<?>> B penalised(PlacedLayer placed, B builder) {
    boolean penalty = hidden.contains(placed.index()) && !training.clipping().bounds();
    List<Regularization> kernel = new ArrayList<>();
    List<Regularization> bias = new ArrayList<>();
    if (penalty && training.l2() > 0) {
      kernel.add(new L2Regularization(2 * training.l2()));
    }
    if (penalty && training.l1() > 0) {
      kernel.add(new L1Regularization(training.l1()));
    }
    if (penalty && training.l2Biases() > 0) {
      bias.add(new L2Regularization(2 * training.l2Biases()));
    }
    if (training.decoupledDecay() > 0) {
      kernel.add(new WeightDecay(training.decoupledDecay(), true));
      bias.add(new WeightDecay(training.decoupledDecay(), true));
    }
    builder.regularization(kernel);
    builder.regularizationBias(bias);
    return builder;
  }

  private static IActivation activation(Activation activation) {
    return switch (activation) {
      case LINEAR -> new ActivationIdentity();
      case RELU -> new ActivationReLU();
      case LEAKY_RELU -> new ActivationLReLU(Activation.LEAKY_SLOPE);
      case ELU -> new ActivationELU();
      case GELU -> new ActivationGELU();
      case TANH -> new ActivationTanH();
      case SIGMOID -> new ActivationSigmoid();
      case SOFTMAX -> new ActivationSoftmax();
    };
  }
}
