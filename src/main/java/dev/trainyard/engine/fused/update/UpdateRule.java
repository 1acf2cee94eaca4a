package dev.trainyard.engine.fused.update;

import dev.trainyard.engine.fused.arithmetic.Floats;
import dev.trainyard.training.LearningRate;
import dev.trainyard.training.Optimizer;
import dev.trainyard.training.TrainingSpec;

/**
 * An optimizer's arithmetic; the formulas stand with {@link Optimizer}.
 *
 * <p>The penalty of l2 is part of each formula's loop, because nearly every training has it. What
 * is rarer, l1, decoupled weight decay and clipping, takes passes of its own over the gradient.
 */
public abstract sealed class UpdateRule permits AdamRule, MomentumRule, SgdRule, SquaresRule {
  private final LearningRate learningRate;
  private final int states;
  private final float weightDecay;
  private final boolean clips;

  /** Of the step that was begun. */
  private double rate;

  UpdateRule(TrainingSpec training, int batches) {
    this.learningRate = LearningRate.of(training, batches);
    this.states = training.optimizer().states();
    this.weightDecay = (float) training.decoupledDecay();
    this.clips = training.clipping().bounds();
  }

  /**
   * The rule of a training's optimizer.
   *
   * @param batches mini-batches of an epoch
   */
  public static UpdateRule of(TrainingSpec training, int batches) {
    return switch (training.optimizer()) {
      case Optimizer.Sgd _ -> new SgdRule(training, batches);
      case Optimizer.Momentum(_, double momentum) ->
          new MomentumRule(training, batches, momentum, false);
      case Optimizer.Nesterov(_, double momentum) ->
          new MomentumRule(training, batches, momentum, true);
      case Optimizer.RmsProp(_, double rho, double epsilon) ->
          new SquaresRule(training, batches, rho, 1 - rho, epsilon);
      case Optimizer.Adagrad(_, _, double epsilon) ->
          new SquaresRule(training, batches, 1, 1, epsilon);
      case Optimizer.Adam(_, double beta1, double beta2, double epsilon) ->
          new AdamRule(training, batches, beta1, beta2, epsilon);
      case Optimizer.AdamW(_, double beta1, double beta2, double epsilon, _) ->
          new AdamRule(training, batches, beta1, beta2, epsilon);
    };
  }

  /** Values that are kept for each parameter. */
  public final int states() {
    return states;
  }

  /**
   * Begins a step.
   *
   * @param step mini-batches since the beginning of the training, from 1
   */
  public void begin(long step) {
    rate = learningRate.at(step);
  }

  /** The learning rate of this step. */
  public final double rate() {
    return rate;
  }

  /** Whether w ← {@link #shrinkage} · w − rate · gradient is the whole update of these weights. */
  public boolean merges(Weights weights) {
    return false;
  }

  /** What plain SGD makes of a parameter without a gradient. */
  public final float shrinkage(Weights weights) {
    return 1 - (float) rate * (weights.decay + decoupled(weights));
  }

  /** Whether updates have to wait until all gradients are known. */
  public final boolean clips() {
    return clips;
  }

  /**
   * Updates the parameters [from, to) by their gradient, to which the penalty's is added. With
   * clipping only that is done here, and the rest by {@link #applyClipped}.
   */
  public final void apply(Weights weights, int from, int to) {
    if (!clips && weights.l1 == 0 && decoupled(weights) == 0) {
      step(weights, from, to, weights.decay);
      return;
    }
    weights.penalise(from, to);
    if (!clips) {
      shrinkAndStep(weights, from, to);
    }
  }

  /** The rest of the update when all gradients are known. */
  public final void applyClipped(Weights weights, int from, int to, float scale) {
    if (scale != 1) {
      Floats.multiply(weights.gradient, scale, from, to);
    }
    shrinkAndStep(weights, from, to);
  }

  private void shrinkAndStep(Weights weights, int from, int to) {
    float decay = decoupled(weights);
    if (decay != 0) {
      Floats.multiply(weights.values, 1 - (float) rate * decay, from, to);
    }
    step(weights, from, to, 0);
  }

  private float decoupled(Weights weights) {
    return weights.exempt ? 0 : weightDecay;
  }

  /** The formula, for a gradient that lacks decay · w. */
  abstract void step(Weights weights, int from, int to, float decay);
}
