package dev.trainyard.engine.fused.forward;

import dev.trainyard.engine.ParameterLayout.Block;
import dev.trainyard.engine.fused.arithmetic.Activations;
import dev.trainyard.engine.fused.arithmetic.Matrix;
import dev.trainyard.engine.fused.arithmetic.Sgemm;
import dev.trainyard.network.Activation;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Network.PlacedLayer;
import dev.trainyard.network.Padding;
import dev.trainyard.network.Shape;
import java.util.Arrays;

/** What a layer does to a lot of images that are only predicted. */
sealed interface ForwardStep {

  /**
   * Computes.
   *
   * @param in [image][value], an image as [channel][row][column]
   * @return the same for the layer's output: an array that the next run overwrites, or {@code in}
   */
  float[] run(float[] in, int images);

  /** A dense layer without its activation; DL4J keeps the kernel as [unit][input]. */
  final class Product implements ForwardStep {
    private final int inputs;
    private final int units;
    private final float[] parameters;
    private final int bias;
    private final Matrix kernel;
    private final float[] out;
    private final Matrix product;

    Product(Block block, float[] parameters, int lot) {
      this.inputs = block.layer().input().size();
      this.units = block.biasSize();
      this.parameters = parameters;
      this.bias = block.bias();
      this.kernel = Matrix.of(parameters, block.kernel(), inputs);
      this.out = new float[lot * units];
      this.product = Matrix.of(out, 0, units);
    }

    @Override
    public float[] run(float[] in, int images) {
      Matrix rows = Matrix.of(in, 0, inputs);
      Sgemm.multiply(false, true, images, units, inputs, 1, rows, kernel, 0, product);
      for (int i = 0; i < images; i++) {
        for (int u = 0; u < units; u++) {
          out[i * units + u] += parameters[bias + u];
        }
      }
      return out;
    }
  }

  /**
   * A convolution without its activation; DL4J keeps the kernel as [filter][channel][row][column].
   */
  final class Convolution implements ForwardStep {
    /** Floats under the kernel for some rows of the output: 1 MB, which a core's cache holds. */
    private static final int UNFOLDED = 1 << 18;

    private final Layer.Conv2d layer;
    private final Shape.Image from;
    private final Shape.Image to;
    private final float[] parameters;
    private final int bias;
    private final int depth;
    private final Matrix kernel;
    private final int rows;
    private final float[] unfolded;
    private final float[] out;

    Convolution(Layer.Conv2d layer, Block block, float[] parameters, int lot) {
      this.layer = layer;
      this.from = (Shape.Image) block.layer().input();
      this.to = (Shape.Image) block.layer().output();
      this.parameters = parameters;
      this.bias = block.bias();
      this.depth = from.channels() * layer.kernel() * layer.kernel();
      this.kernel = Matrix.of(parameters, block.kernel(), depth);
      this.rows = (int) Math.max(1, Math.min(to.height(), UNFOLDED / ((long) depth * to.width())));
      this.unfolded = new float[Math.multiplyExact(rows * to.width(), depth)];
      this.out = new float[Math.multiplyExact(lot, to.size())];
    }

    @Override
    public float[] run(float[] in, int images) {
      int area = to.height() * to.width();
      for (int i = 0; i < images; i++) {
        for (int y = 0; y < to.height(); y += rows) {
          int some = Math.min(rows, to.height() - y) * to.width();
          unfold(in, i * from.size(), y, some);
          Matrix into = Matrix.of(out, i * to.size() + y * to.width(), area);
          Matrix cells = Matrix.of(unfolded, 0, some);
          Sgemm.multiply(false, false, to.channels(), some, depth, 1, kernel, cells, 0, into);
        }
        for (int f = 0; f < to.channels(); f++) {
          int start = i * to.size() + f * area;
          Activations.apply(Activation.LINEAR, out, start, start + area, parameters[bias + f]);
        }
      }
      return out;
    }

    /** What lies under each value of the kernel, for the output's rows from {@code first} on. */
    private void unfold(float[] in, int image, int first, int cells) {
      int size = layer.kernel();
      int top = layer.padding().before(from.height(), size, layer.stride());
      int left = layer.padding().before(from.width(), size, layer.stride());
      int place = 0;
      for (int c = 0; c < from.channels(); c++) {
        for (int ky = 0; ky < size; ky++) {
          for (int kx = 0; kx < size; kx++) {
            int row = first * layer.stride() - top + ky;
            for (int end = place + cells; place < end; place += to.width(), row += layer.stride()) {
              if (row < 0 || row >= from.height()) {
                Arrays.fill(unfolded, place, place + to.width(), 0);
              } else {
                copyRow(in, image + (c * from.height() + row) * from.width(), kx - left, place);
              }
            }
          }
        }
      }
    }

    private void copyRow(float[] in, int row, int shift, int place) {
      int stride = layer.stride();
      if (stride == 1 && shift >= 0 && shift + to.width() <= from.width()) {
        System.arraycopy(in, row + shift, unfolded, place, to.width());
        return;
      }
      for (int x = 0; x < to.width(); x++) {
        int column = x * stride + shift;
        unfolded[place + x] = column < 0 || column >= from.width() ? 0 : in[row + column];
      }
    }
  }

  /**
   * The largest value or the average of each window; what lies outside the image is not counted.
   */
  final class Pool implements ForwardStep {
    private final boolean largest;
    private final int size;
    private final int stride;
    private final int top;
    private final int left;
    private final Shape.Image from;
    private final Shape.Image to;
    private final float[] out;

    Pool(boolean largest, int size, int stride, Padding padding, PlacedLayer placed, int lot) {
      this.largest = largest;
      this.size = size;
      this.stride = stride;
      this.from = (Shape.Image) placed.input();
      this.to = (Shape.Image) placed.output();
      this.top = padding.before(from.height(), size, stride);
      this.left = padding.before(from.width(), size, stride);
      this.out = new float[Math.multiplyExact(lot, to.size())];
    }

    @Override
    public float[] run(float[] in, int images) {
      if (largest && size == 2 && stride == 2 && top + left == 0 && isWithin()) {
        halve(in, images * to.channels());
        return out;
      }
      int place = 0;
      for (int map = 0; map < images * to.channels(); map++) {
        int start = map * from.height() * from.width();
        for (int y = 0; y < to.height(); y++) {
          for (int x = 0; x < to.width(); x++) {
            out[place++] = pooled(in, start, y * stride - top, x * stride - left);
          }
        }
      }
      return out;
    }

    /** Whether no window reaches over the border. */
    private boolean isWithin() {
      return to.height() * stride <= from.height() && to.width() * stride <= from.width();
    }

    /** What nearly all networks do, without looking for borders. */
    private void halve(float[] in, int maps) {
      int width = from.width();
      int place = 0;
      for (int map = 0; map < maps; map++) {
        for (int y = 0; y < to.height(); y++) {
          int upper = (map * from.height() + 2 * y) * width;
          for (int x = 0; x < to.width(); x++) {
            int at = upper + 2 * x;
            float above = Math.max(in[at], in[at + 1]);
            float below = Math.max(in[at + width], in[at + width + 1]);
            out[place++] = Math.max(above, below);
          }
        }
      }
    }

    private float pooled(float[] in, int start, int row, int column) {
      int endRow = Math.min(from.height(), row + size);
      int endColumn = Math.min(from.width(), column + size);
      int firstRow = Math.max(0, row);
      int firstColumn = Math.max(0, column);
      float most = Float.NEGATIVE_INFINITY;
      float sum = 0;
      for (int y = firstRow; y < endRow; y++) {
        int line = start + y * from.width();
        for (int x = firstColumn; x < endColumn; x++) {
          most = Math.max(most, in[line + x]);
          sum += in[line + x];
        }
      }
      return largest ? most : sum / ((endRow - firstRow) * (endColumn - firstColumn));
    }
  }

  /** The average of each channel. */
  final class Averages implements ForwardStep {
    private final Shape.Image from;
    private final float[] out;

    Averages(Shape.Image from, int lot) {
      this.from = from;
      this.out = new float[lot * from.channels()];
    }

    @Override
    public float[] run(float[] in, int images) {
      int area = from.height() * from.width();
      for (int map = 0; map < images * from.channels(); map++) {
        float sum = 0;
        for (int i = map * area; i < (map + 1) * area; i++) {
          sum += in[i];
        }
        out[map] = sum / area;
      }
      return out;
    }
  }

  /**
   * Batch normalisation by its running averages; the formula stands with {@link Layer.BatchNorm}.
   */
  final class Normalise implements ForwardStep {
    private final int size;
    private final int area;
    private final float[] scales;
    private final float[] shifts;

    Normalise(double epsilon, Block block, float[] parameters) {
      int features = block.biasSize();
      this.size = block.layer().input().size();
      this.area = size / features;
      this.scales = new float[features];
      this.shifts = new float[features];
      for (int f = 0; f < features; f++) {
        double deviation = Math.sqrt(parameters[block.variances() + f] + epsilon);
        double scale = parameters[block.kernel() + f] / deviation;
        scales[f] = (float) scale;
        shifts[f] = (float) (parameters[block.bias() + f] - scale * parameters[block.means() + f]);
      }
    }

    @Override
    public float[] run(float[] in, int images) {
      for (int i = 0; i < images * size; i += area) {
        int feature = i / area % scales.length;
        float scale = scales[feature];
        float shift = shifts[feature];
        for (int p = i; p < i + area; p++) {
          in[p] = in[p] * scale + shift;
        }
      }
      return in;
    }
  }

  /** An activation, in place. A softmax is left to the network, which ends with it. */
  record Apply(Activation activation, int size) implements ForwardStep {
    @Override
    public float[] run(float[] in, int images) {
      if (activation != Activation.LINEAR && activation != Activation.SOFTMAX) {
        Activations.apply(activation, in, 0, images * size, 0);
      }
      return in;
    }
  }
}
