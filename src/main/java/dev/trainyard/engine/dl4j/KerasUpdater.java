package dev.trainyard.engine.dl4j;

import dev.trainyard.training.LearningRate;
import dev.trainyard.training.Optimizer;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * An optimizer that DL4J lacks or computes in another way: the heavy ball, and RMSprop and Adagrad
 * with ε within the root. The state is one value per parameter in the flat order.
 *
 * @param optimizer a {@link Optimizer.Momentum}, {@link Optimizer.RmsProp} or {@link
 *     Optimizer.Adagrad}
 */
@SuppressWarnings("serial") // only ever cloned
record KerasUpdater(Optimizer optimizer, LearningRate learningRate) implements IUpdater {

  @Override
  public long stateSize(long parameters) {
    return parameters;
  }

  @Override
  public GradientUpdater<KerasUpdater> instantiate(INDArray view, boolean initialize) {
    KerasStep step = new KerasStep(this);
    step.setStateViewArray(view, new long[] {view.length()}, view.ordering(), initialize);
    return step;
  }

  @Override
  public GradientUpdater<KerasUpdater> instantiate(
      Map<String, INDArray> state, boolean initialize) {
    KerasStep step = new KerasStep(this);
    step.setState(state, initialize);
    return step;
  }

  @Override
  public IUpdater clone() {
    return this;
  }

  @Override
  public double getLearningRate(int iteration, int epoch) {
    return learningRate.at(iteration + 1L);
  }

  @Override
  public boolean hasLearningRate() {
    return true;
  }

  @Override
  public void setLrAndSchedule(double rate, ISchedule schedule) {
    throw new UnsupportedOperationException("the learning rate belongs to the training");
  }
}
