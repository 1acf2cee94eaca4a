package dev.trainyard.engine.fused.forward;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.ParameterLayout;
import dev.trainyard.engine.ParameterLayout.Block;
import dev.trainyard.engine.Predictor;
import dev.trainyard.engine.fused.arithmetic.Brightness;
import dev.trainyard.engine.fused.arithmetic.Sgemm;
import dev.trainyard.network.Activation;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Network;
import dev.trainyard.network.Network.PlacedLayer;
import dev.trainyard.network.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A network that only predicts, and that is quick with one image, too.
 *
 * <p>The network that is trained computes a chunk of 16 to 64 examples at once however few there
 * are, which a mini-batch wants; one image costs as much there as all. Here an image is
 * [channel][row] [column], DL4J's order, so that the parameters are used as they are stored: a
 * convolution is a matrix product for each image, a dense layer one for all of a lot.
 */
public final class ForwardNetwork implements Predictor {
  private static final int MOST_IMAGES = 64;

  /** Values between the layers, of a whole lot of images: 16 MB. */
  private static final int MOST_VALUES = 1 << 22;

  private final Shape.Image image;
  private final int classes;
  private final int lot;
  private final float[] input;
  private final List<ForwardStep> steps = new ArrayList<>();
  private final long bytes;

  /**
   * @param parameters in DL4J's order; not to be changed any more
   */
  public ForwardNetwork(Network network, float[] parameters) {
    this.image = (Shape.Image) network.input();
    this.classes = network.classes();
    long values =
        image.size() + network.layers().stream().mapToLong(placed -> placed.output().size()).sum();
    this.lot = (int) Math.max(1, Math.min(MOST_IMAGES, MOST_VALUES / values));
    this.input = new float[Math.multiplyExact(lot, image.size())];
    Map<Integer, Block> blocks =
        ParameterLayout.of(network).stream()
            .collect(Collectors.toMap(block -> block.layer().index(), Function.identity()));
    for (PlacedLayer placed : network.layers()) {
      append(placed, blocks, parameters);
    }
    this.bytes = Float.BYTES * (parameters.length + lot * values);
  }

  private void append(PlacedLayer placed, Map<Integer, Block> blocks, float[] parameters) {
    Activation activation = placed.layer().activation();
    switch (placed.layer()) {
      case Layer.Dense _ -> {
        steps.add(new ForwardStep.Product(block(placed, blocks), parameters, lot));
        steps.add(new ForwardStep.Apply(activation, placed.output().size()));
      }
      case Layer.Conv2d layer -> {
        steps.add(new ForwardStep.Convolution(layer, block(placed, blocks), parameters, lot));
        steps.add(new ForwardStep.Apply(activation, placed.output().size()));
      }
      case Layer.MaxPool2d layer ->
          steps.add(
              new ForwardStep.Pool(
                  true, layer.size(), layer.stride(), layer.padding(), placed, lot));
      case Layer.AvgPool2d layer ->
          steps.add(
              new ForwardStep.Pool(
                  false, layer.size(), layer.stride(), layer.padding(), placed, lot));
      case Layer.GlobalAvgPool2d _ ->
          steps.add(new ForwardStep.Averages((Shape.Image) placed.input(), lot));
      case Layer.BatchNorm layer ->
          steps.add(new ForwardStep.Normalise(layer.epsilon(), block(placed, blocks), parameters));
      case Layer.Activate layer ->
          steps.add(new ForwardStep.Apply(layer.activation(), placed.output().size()));
      case Layer.Flatten _, Layer.Dropout _ -> {}
    }
  }

  private static Block block(PlacedLayer placed, Map<Integer, Block> blocks) {
    return Objects.requireNonNull(blocks.get(placed.index()));
  }

  @Override
  public float[][] probabilities(LabelledImages images) {
    Sgemm.singleThreaded();
    float[][] probabilities = new float[images.count()][];
    for (int first = 0; first < images.count(); first += lot) {
      int count = Math.min(lot, images.count() - first);
      load(images.pixels(), first * image.size(), count);
      float[] values = input;
      for (ForwardStep step : steps) {
        values = step.run(values, count);
      }
      for (int i = 0; i < count; i++) {
        probabilities[first + i] = softmax(values, i * classes);
      }
    }
    return probabilities;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  /** From [row][column][channel] as bytes to [channel][row][column] as brightness. */
  private void load(byte[] pixels, int from, int count) {
    int area = image.height() * image.width();
    int channels = image.channels();
    int to = 0;
    for (int i = 0; i < count; i++) {
      for (int c = 0; c < channels; c++) {
        int source = from + i * image.size() + c;
        for (int p = 0; p < area; p++, source += channels) {
          input[to++] = Brightness.of(pixels[source]);
        }
      }
    }
  }

  private float[] softmax(float[] values, int from) {
    float[] row = Arrays.copyOfRange(values, from, from + classes);
    float largest = Float.NEGATIVE_INFINITY;
    for (float value : row) {
      largest = Math.max(largest, value);
    }
    double sum = 0;
    for (int i = 0; i < classes; i++) {
      double exponential = Math.exp(row[i] - (double) largest);
      sum += exponential;
      row[i] = (float) exponential;
    }
    float scale = (float) (1 / sum);
    for (int i = 0; i < classes; i++) {
      row[i] *= scale;
    }
    return row;
  }
}
