package dev.trainyard.engine.fused;

import dev.trainyard.dataset.LabelledImages;
import java.util.Arrays;

/** Softmax with cross-entropy: probabilities, loss, hits, and the gradient (p - y) / batch. */
final class CrossEntropy {
  private final Signal logits;
  private final int classes;
  private final float other;
  private final float truth;
  private final double[] losses;
  private final int[] hits;

  /**
   * @param logits the inputs of the softmax, which overwrites them with probabilities
   * @param smoothing what is taken from the true class's target and spread evenly over all; the
   *     gradients follow it, the loss does not
   */
  CrossEntropy(Signal logits, double smoothing) {
    this.logits = logits;
    this.classes = logits.size;
    this.other = (float) (smoothing / classes);
    this.truth = other + (float) (1 - smoothing);
    this.losses = new double[logits.chunks];
    this.hits = new int[logits.chunks];
  }

  /** Computes a chunk, with its gradients when training. */
  void compute(LabelledImages images, int[] order, int from, int chunk, BatchContext pass) {
    double loss = 0;
    int hit = 0;
    int first = logits.first(chunk);
    int last = first + logits.filled(chunk, pass.examples);
    float share = 1f / pass.examples;
    for (int example = first; example < last; example++) {
      int label = images.label(order[from + example]);
      int row = example * classes;
      int largest = largest(logits.values, row);
      loss += softmax(row, largest, label);
      hit += largest == row + label ? 1 : 0;
      if (pass.training) {
        gradient(row, label, share);
      }
    }
    losses[chunk] = loss;
    hits[chunk] = hit;
  }

  /** The cross-entropy in nats, summed over the first chunks, always in the same order. */
  double loss(int chunks) {
    double sum = 0;
    for (int chunk = 0; chunk < chunks; chunk++) {
      sum += losses[chunk];
    }
    return sum;
  }

  /** Examples of the first chunks whose class has the largest output. */
  int hits(int chunks) {
    int sum = 0;
    for (int chunk = 0; chunk < chunks; chunk++) {
      sum += hits[chunk];
    }
    return sum;
  }

  /** What an example of the mini-batch that was computed last is taken for: [classes]. */
  float[] probabilities(int example) {
    return Arrays.copyOfRange(logits.values, example * classes, (example + 1) * classes);
  }

  private int largest(float[] values, int row) {
    int largest = row;
    for (int i = row + 1; i < row + classes; i++) {
      if (values[i] > values[largest]) {
        largest = i;
      }
    }
    return largest;
  }

  /** Returns ln Σ exp(z) - z of the true class, with the largest z taken out of the sum. */
  private double softmax(int row, int largest, int label) {
    float[] z = logits.values;
    double max = z[largest];
    double truth = z[row + label];
    double sum = 0;
    for (int i = row; i < row + classes; i++) {
      double exponential = Math.exp(z[i] - max);
      sum += exponential;
      z[i] = (float) exponential;
    }
    float scale = (float) (1 / sum);
    for (int i = row; i < row + classes; i++) {
      z[i] *= scale;
    }
    return Math.log(sum) + max - truth;
  }

  private void gradient(int row, int label, float share) {
    for (int i = 0; i < classes; i++) {
      float target = i == label ? truth : other;
      logits.gradients[row + i] = (logits.values[row + i] - target) * share;
    }
  }
}
