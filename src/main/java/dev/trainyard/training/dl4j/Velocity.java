package dev.trainyard.training.dl4j;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;

/** The velocity of {@link HeavyBall} and its step. */
final class Velocity implements GradientUpdater<HeavyBall> {
  private static final String NAME = "V";
  private final HeavyBall config;
  private @Nullable INDArray v;

  Velocity(HeavyBall config) {
    this.config = config;
  }

  @Override
  public HeavyBall getConfig() {
    return config;
  }

  @Override
  public void setState(Map<String, INDArray> state, boolean initialize) {
    v = state.get(NAME);
  }

  @Override
  public Map<String, INDArray> getState() {
    return Map.of(NAME, velocity());
  }

  @Override
  public void setStateViewArray(INDArray view, long[] shape, char order, boolean initialize) {
    if (initialize) {
      view.assign(0);
    }
    v = view.reshape(view.length());
  }

  /** Turns the gradient into what DL4J subtracts from the parameters, which is −v. */
  @Override
  public void applyUpdater(INDArray gradient, int iteration, int epoch) {
    INDArray velocity = velocity();
    velocity.muli(config.momentum()).subi(gradient.muli(config.learningRate()));
    gradient.assign(velocity).negi();
  }

  private INDArray velocity() {
    if (v == null) {
      throw new IllegalStateException("the updater has no state yet");
    }
    return v;
  }
}
