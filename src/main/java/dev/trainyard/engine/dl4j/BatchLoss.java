package dev.trainyard.engine.dl4j;

import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * DL4J's cross-entropy, which also tells loss and accuracy of the mini-batch from the forward pass
 * that is made anyway.
 *
 * <p>The loss is computed in double precision from the inputs of the softmax: ln Σ exp(z) − z of
 * the true class. DL4J's own figure has the probability clipped at 1e-10.
 */
final class BatchLoss extends LossMCXENT {
  private static final long serialVersionUID = 1L;
  private double sum;
  private int correct;

  /** The cross-entropy in nats, summed over the mini-batch that was computed last. */
  double sum() {
    return sum;
  }

  /** How many examples of that mini-batch had their class's output as the largest. */
  int correct() {
    return correct;
  }

  @Override
  public double computeScore(
      INDArray labels, INDArray preOutput, IActivation softmax, INDArray mask, boolean average) {
    int classes = (int) preOutput.size(1);
    float[] outputs = preOutput.dup('c').data().asFloat(); // [batch][classes]
    float[] truth = labels.dup('c').data().asFloat(); // [batch][classes], one-hot
    sum = 0;
    correct = 0;
    for (int row = 0; row < outputs.length; row += classes) {
      int label = largest(truth, row, classes);
      int guess = largest(outputs, row, classes);
      sum += logSumExp(outputs, row, classes, outputs[row + guess]) - outputs[row + label];
      correct += guess == label ? 1 : 0;
    }
    return average ? sum * classes / outputs.length : sum;
  }

  /** ln Σ exp(z), shifted by the largest z so that nothing overflows. */
  private static double logSumExp(float[] z, int from, int count, double max) {
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += Math.exp(z[i] - max);
    }
    return max + Math.log(sum);
  }

  /** The index of the largest value, relative to {@code from}. */
  private static int largest(float[] values, int from, int count) {
    int largest = 0;
    for (int i = 1; i < count; i++) {
      if (values[from + i] > values[from + largest]) {
        largest = i;
      }
    }
    return largest;
  }
}
