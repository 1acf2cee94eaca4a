package dev.trainyard.engine.dl4j;

import dev.trainyard.training.Optimizer;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The state of a {@link KerasUpdater} and its step. */
final class KerasStep implements GradientUpdater<KerasUpdater> {
  private static final String NAME = "V";
  private final KerasUpdater config;
  private @Nullable INDArray v;

  KerasStep(KerasUpdater config) {
    this.config = config;
  }

  @Override
  public KerasUpdater getConfig() {
    return config;
  }

  @Override
  public void setState(Map<String, INDArray> state, boolean initialize) {
    v = state.get(NAME);
  }

  @Override
  public Map<String, INDArray> getState() {
    return Map.of(NAME, state());
  }

  @Override
  public void setStateViewArray(INDArray view, long[] shape, char order, boolean initialize) {
    if (initialize) {
      view.assign(config.optimizer().initialState());
    }
    v = view.reshape(view.length());
  }

  /** Turns the gradient into what DL4J subtracts from the parameters. */
  @Override
  public void applyUpdater(INDArray gradient, int iteration, int epoch) {
    double rate = config.getLearningRate(iteration, epoch);
    switch (config.optimizer()) {
      case Optimizer.Momentum(_, double momentum) -> {
        INDArray velocity = state().muli(momentum).subi(gradient.muli(rate));
        gradient.assign(velocity).negi();
      }
      case Optimizer.RmsProp(_, double rho, double epsilon) -> {
        state().muli(rho).addi(gradient.mul(gradient).muli(1 - rho));
        divide(gradient.muli(rate), epsilon);
      }
      case Optimizer.Adagrad(_, _, double epsilon) -> {
        state().addi(gradient.mul(gradient));
        divide(gradient.muli(rate), epsilon);
      }
      default -> throw new IllegalStateException(config + " is one of DL4J's own");
    }
  }

  private void divide(INDArray step, double epsilon) {
    step.divi(Transforms.sqrt(state().add(epsilon), false));
  }

  private INDArray state() {
    if (v == null) {
      throw new IllegalStateException("the updater has no state yet");
    }
    return v;
  }
}
