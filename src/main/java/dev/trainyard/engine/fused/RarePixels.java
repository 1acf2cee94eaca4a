package dev.trainyard.engine.fused;

import dev.trainyard.engine.fused.arithmetic.Brightness;
import dev.trainyard.engine.fused.arithmetic.Floats;
import dev.trainyard.engine.fused.pixels.PixelColumns;
import dev.trainyard.engine.fused.update.UpdateRule;
import dev.trainyard.engine.fused.update.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The rows of a dense layer's kernel that belong to rare pixels. Each is an array of its own: a
 * loop over it and over a sum, at the same index, is vectorised.
 */
final class RarePixels {
  private static final int PIECES = 2;

  private final PixelInput input;
  private final UpdateRule rule;
  private final Weights[] rows;

  /** One example's outputs, for each chunk. */
  private final float[][] sums;

  /**
   * @param places for each byte of an image, DL4J's places of its row: one parameter for each unit
   */
  RarePixels(PixelInput input, IntFunction<int[]> places, UpdateRule rule, float decay) {
    this.input = input;
    this.rule = rule;
    this.rows =
        IntStream.of(input.split().rare())
            .mapToObj(pixel -> new Weights(places.apply(pixel), rule.states(), decay))
            .toArray(Weights[]::new);
    this.sums = new float[input.output().chunks][rows.length == 0 ? 0 : rows[0].size()];
  }

  List<Weights> weights() {
    return List.of(rows);
  }

  /** Adds brightness times row to the outputs [lanes][units] of a chunk. */
  void forward(int chunk, int lanes, float[] outputs, int start) {
    PixelColumns columns = input.columns();
    float[] sum = sums[chunk];
    int units = sum.length;
    int first = input.output().first(chunk);
    for (int lane = 0; lane < lanes; lane++) {
      int image = input.image(first + lane);
      int end = columns.starts[image + 1];
      if (end > columns.starts[image]) {
        System.arraycopy(outputs, start + lane * units, sum, 0, units);
        for (int i = columns.starts[image]; i < end; i++) {
          float[] row = rows[columns.numbers[i]].values;
          Floats.add(sum, row, Brightness.of(columns.bytes[i]), units);
        }
        System.arraycopy(sum, 0, outputs, start + lane * units, units);
      }
    }
  }

  /** The updates by the gradients of the outputs, [example][units]. */
  List<Stage.Update> updates(float[] outputGradients) {
    int piece = Math.max(1, Math.ceilDiv(rows.length, PIECES));
    return IntStream.range(0, Math.ceilDiv(rows.length, piece))
        .<Stage.Update>mapToObj(
            i -> new Piece(i * piece, Math.min(rows.length, (i + 1) * piece), outputGradients))
        .toList();
  }

  /** The rows [from, to). */
  private final class Piece implements Stage.Update {
    private final int from;
    private final int to;
    private final float[] outputGradients;

    /** One example's gradients. */
    private final float[] deltas = new float[rows[0].size()];

    Piece(int from, int to, float[] outputGradients) {
      this.from = from;
      this.to = to;
      this.outputGradients = outputGradients;
    }

    @Override
    public void run(BatchContext pass) {
      if (rule.merges(rows[0])) {
        shrink(rule.shrinkage(rows[0]));
        add(pass, (float) -rule.rate(), true);
      } else {
        for (int row = from; row < to; row++) {
          Arrays.fill(rows[row].gradient, 0);
        }
        add(pass, 1, false);
        for (int row = from; row < to; row++) {
          rule.apply(rows[row], 0, deltas.length);
        }
      }
    }

    private void shrink(float factor) {
      if (factor != 1) {
        for (int row = from; row < to; row++) {
          Floats.multiply(rows[row].values, factor, 0, deltas.length);
        }
      }
    }

    /** Adds factor times gradient to the values or to the gradients of the rows. */
    private void add(BatchContext pass, float factor, boolean toValues) {
      PixelColumns columns = input.columns();
      for (int example = 0; example < pass.examples; example++) {
        int image = input.image(example);
        boolean copied = false;
        for (int i = columns.starts[image]; i < columns.starts[image + 1]; i++) {
          int row = columns.numbers[i];
          if (row >= from && row < to) {
            if (!copied) {
              System.arraycopy(outputGradients, example * deltas.length, deltas, 0, deltas.length);
              copied = true;
            }
            float[] sum = toValues ? rows[row].values : rows[row].gradient;
            Floats.add(sum, deltas, factor * Brightness.of(columns.bytes[i]), deltas.length);
          }
        }
      }
    }
  }
}
