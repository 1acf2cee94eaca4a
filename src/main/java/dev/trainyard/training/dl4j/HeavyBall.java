package dev.trainyard.training.dl4j;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Classical momentum, which DL4J lacks (its {@code Nesterovs} looks ahead): v ← momentum · v −
 * learningRate · g; w ← w + v. The state is v, one value per parameter in the flat order.
 */
record HeavyBall(double learningRate, double momentum) implements IUpdater {

  @Override
  public long stateSize(long parameters) {
    return parameters;
  }

  @Override
  public GradientUpdater<HeavyBall> instantiate(INDArray view, boolean initialize) {
    Velocity velocity = new Velocity(this);
    velocity.setStateViewArray(view, new long[] {view.length()}, view.ordering(), initialize);
    return velocity;
  }

  @Override
  public GradientUpdater<HeavyBall> instantiate(Map<String, INDArray> state, boolean initialize) {
    Velocity velocity = new Velocity(this);
    velocity.setState(state, initialize);
    return velocity;
  }

  @Override
  public IUpdater clone() {
    return this;
  }

  @Override
  public double getLearningRate(int iteration, int epoch) {
    return learningRate;
  }

  @Override
  public boolean hasLearningRate() {
    return true;
  }

  @Override
  public void setLrAndSchedule(double learningRate, ISchedule schedule) {
    throw new UnsupportedOperationException("the learning rate of a training is fixed");
  }
}
