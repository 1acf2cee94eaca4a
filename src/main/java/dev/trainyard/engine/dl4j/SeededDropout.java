package dev.trainyard.engine.dl4j;

import dev.trainyard.engine.Randomness;
import dev.trainyard.engine.Randomness.Purpose;
import dev.trainyard.network.Layer.Dropout;
import dev.trainyard.network.Network;
import dev.trainyard.network.Network.PlacedLayer;
import dev.trainyard.network.Shape;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.MulOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Dropout whose masks are a function of (seed, epoch, layer, mini-batch), so that all engines and a
 * resumed training drop the same values.
 *
 * <p>Value i of example e is kept when number e · size + i of its {@link Randomness} is at least
 * the rate; i counts rows, columns, channels, whatever the order in memory, also of an image that
 * was flattened before.
 */
final class SeededDropout implements IDropout {
  private static final long serialVersionUID = 1L;
  private final long seed;
  private final int layer;
  private final double rate;
  private final int batchesPerEpoch;
  private final int channels;
  private transient @Nullable FilledArray mask;

  private SeededDropout(long seed, int layer, double rate, int batchesPerEpoch, int channels) {
    this.seed = seed;
    this.layer = layer;
    this.rate = rate;
    this.batchesPerEpoch = batchesPerEpoch;
    this.channels = channels;
  }

  static SeededDropout of(Network network, PlacedLayer placed, long seed, int batchesPerEpoch) {
    double rate = ((Dropout) placed.layer()).rate();
    Shape.Image image =
        placed.input() instanceof Shape.Image in ? in : network.flattenedBefore(placed.index());
    int channels = image == null ? 1 : image.channels();
    return new SeededDropout(seed, placed.index(), rate, batchesPerEpoch, channels);
  }

  /**
   * Drops values.
   *
   * @param iteration finished mini-batches of the whole training
   * @param epoch finished epochs
   */
  @Override
  public INDArray applyDropout(
      INDArray input, INDArray output, int iteration, int epoch, LayerWorkspaceMgr workspaces) {
    Randomness randomness =
        Randomness.of(seed, Purpose.DROPOUT, epoch + 1)
            .part(layer)
            .part(iteration - (long) epoch * batchesPerEpoch);
    mask = FilledArray.shaped(mask, input.shape());
    fill(mask.values(), randomness, input.shape());
    Nd4j.exec(new MulOp(input, mask.flush(), output));
    return output;
  }

  /** [batch, channels, height, width], the last one varying fastest; of a vector, [batch, size]. */
  private void fill(float[] values, Randomness randomness, long[] shape) {
    int examples = (int) shape[0];
    int size = values.length / examples;
    int pixels = size / channels;
    float scale = (float) (1 / (1 - rate));
    for (int e = 0; e < examples; e++) {
      for (int c = 0; c < channels; c++) {
        for (int p = 0; p < pixels; p++) {
          float number = randomness.uniform((long) e * size + (long) p * channels + c);
          values[e * size + c * pixels + p] = number >= rate ? scale : 0;
        }
      }
    }
  }

  @Override
  public INDArray backprop(INDArray gradAtOutput, INDArray gradAtInput, int iteration, int epoch) {
    if (mask == null) {
      throw new IllegalStateException("backward before forward");
    }
    Nd4j.exec(new MulOp(gradAtOutput, mask.array(), gradAtInput));
    return gradAtInput;
  }

  @Override
  public void clear() {}

  @Override
  public IDropout clone() {
    return new SeededDropout(seed, layer, rate, batchesPerEpoch, channels);
  }
}
