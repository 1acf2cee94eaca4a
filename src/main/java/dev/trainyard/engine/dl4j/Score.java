package dev.trainyard.engine.dl4j;

/**
 * Loss and hits over some examples.
 *
 * @param lossSum in nats, summed
 * @param correct examples whose class was predicted
 * @param count examples
 */
record Score(double lossSum, int correct, int count) {
  static final Score NONE = new Score(0, 0, 0);

  Score plus(Score other) {
    return new Score(lossSum + other.lossSum, correct + other.correct, count + other.count);
  }

  double loss() {
    return lossSum / count;
  }

  double accuracy() {
    return (double) correct / count;
  }
}
