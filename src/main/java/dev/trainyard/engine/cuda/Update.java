package dev.trainyard.engine.cuda;

import dev.trainyard.engine.TrainingPlan;
import dev.trainyard.training.Clipping;
import dev.trainyard.training.LearningRate;
import dev.trainyard.training.Optimizer;
import dev.trainyard.training.TrainingSpec;
import java.lang.foreign.MemorySegment;

/** What becomes of all parameters after a mini-batch: penalties, clipping, the optimizer's step. */
final class Update {
  /** Gradients whose squares one thread adds up. */
  private static final int PER_SLICE = 256;

  /** The kernel's number of a formula, with its constants. */
  private record Rule(int number, double first, double second, double epsilon) {
    static Rule of(Optimizer optimizer) {
      return switch (optimizer) {
        case Optimizer.Sgd _ -> new Rule(0, 0, 0, 0);
        case Optimizer.Momentum(_, double momentum) -> new Rule(1, momentum, 0, 0);
        case Optimizer.Nesterov(_, double momentum) -> new Rule(2, momentum, 0, 0);
        case Optimizer.RmsProp(_, double rho, double epsilon) -> new Rule(3, rho, 1 - rho, epsilon);
        case Optimizer.Adagrad(_, _, double epsilon) -> new Rule(3, 1, 1, epsilon);
        case Optimizer.Adam(_, double beta1, double beta2, double epsilon) ->
            new Rule(4, beta1, beta2, epsilon);
        case Optimizer.AdamW(_, double beta1, double beta2, double epsilon, _) ->
            new Rule(4, beta1, beta2, epsilon);
      };
    }
  }

  private final Workspace workspace;
  private final Parameters parameters;
  private final Progress progress;
  private final TrainingSpec training;
  private final int batches;
  private final Rule rule;
  private final LearningRate learningRate;
  private final long kinds;
  private final long penalties;
  private final long rates;
  private final long steps;

  /** The factor of clipped gradients; 0 where nothing is clipped. */
  private final long scale;

  private final long squares;

  /** An update of parameters that have all been added. */
  Update(Workspace workspace, Parameters parameters, Progress progress, TrainingPlan plan) {
    this.workspace = workspace;
    this.parameters = parameters;
    this.progress = progress;
    this.training = plan.training();
    this.batches = plan.batches();
    this.rule = Rule.of(training.optimizer());
    this.learningRate = LearningRate.of(training, batches);
    this.kinds = parameters.copyKinds();
    this.penalties = parameters.copyPenalties();
    this.rates = workspace.floats(batches);
    this.steps = workspace.floats(batches);
    boolean clips = training.clipping().bounds();
    this.scale = clips ? workspace.floats(1) : 0;
    this.squares = clips ? workspace.bytes((long) Double.BYTES * slices()) : 0;
  }

  private int slices() {
    return Math.ceilDiv(parameters.count(), PER_SLICE);
  }

  /**
   * Begins an epoch: gives the card the learning rates of its mini-batches, and Adam's steps.
   *
   * @param epoch from 1
   */
  void beginEpoch(int epoch) {
    float[] rate = new float[batches];
    float[] step = new float[batches];
    for (int batch = 0; batch < batches; batch++) {
      long number = (epoch - 1L) * batches + batch + 1;
      rate[batch] = (float) learningRate.at(number);
      step[batch] = (float) adamStep(number);
    }
    workspace.stream().upload(rates, MemorySegment.ofArray(rate));
    workspace.stream().upload(steps, MemorySegment.ofArray(step));
  }

  /** Adam's α of a step, see {@link Optimizer.Adam}. */
  private double adamStep(long number) {
    double steps = number;
    return learningRate.at(number)
        * Math.sqrt(1 - Math.pow(rule.second(), steps))
        / (1 - Math.pow(rule.first(), steps));
  }

  /** Updates the parameters by their gradients. */
  void run() {
    if (scale != 0) {
      clip(training.clipping());
    }
    workspace.each(
        "update",
        parameters.count(),
        rule.number(),
        progress.place(),
        rates,
        steps,
        (float) rule.first(),
        (float) rule.second(),
        (float) rule.epsilon(),
        kinds,
        penalties,
        scale,
        parameters.gradients(),
        parameters.values(),
        parameters.state(0),
        parameters.state(1));
  }

  private void clip(Clipping clipping) {
    workspace.each(
        "clipValues",
        slices(),
        parameters.count(),
        PER_SLICE,
        kinds,
        penalties,
        parameters.values(),
        (float) clipping.value(),
        parameters.gradients(),
        squares);
    workspace.each("clipNorm", 1, slices(), squares, clipping.norm(), scale);
  }
}
