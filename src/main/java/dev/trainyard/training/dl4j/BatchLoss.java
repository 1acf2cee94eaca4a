package dev.trainyard.training.dl4j;

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
    float[][] outputs = preOutput.toFloatMatrix(); // [batch][classes]
    float[][] truth = labels.toFloatMatrix(); // [batch][classes], one-hot
    sum = 0;
    correct = 0;
    for (int i = 0; i < outputs.length; i++) {
      int label = largest(truth[i]);
      sum += crossEntropy(outputs[i], label);
      correct += largest(outputs[i]) == label ? 1 : 0;
    }
    return average ? sum / outputs.length : sum;
  }

  private static double crossEntropy(float[] outputs, int label) {
    double max = outputs[largest(outputs)];
    double exponentials = 0;
    for (float output : outputs) {
      exponentials += Math.exp(output - max);
    }
    return Math.log(exponentials) + max - outputs[label];
  }

  private static int largest(float[] values) {
    int largest = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[largest]) {
        largest = i;
      }
    }
    return largest;
  }
}
