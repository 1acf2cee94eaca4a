package dev.trainyard.engine.dl4j;

import dev.trainyard.training.LearningRate;
import dev.trainyard.training.Optimizer;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * The one place where optimizers become DL4J's updaters. Decoupled weight decay is not an updater's
 * business in DL4J: AdamW is Adam here, and its decay one of the layers' regularisers.
 */
final class Updaters {

  /** A learning rate as DL4J asks for it, by finished mini-batches. */
  @SuppressWarnings("serial") // only ever cloned
  private record Scheduled(LearningRate rate) implements ISchedule {
    @Override
    public double valueAt(int iteration, int epoch) {
      return rate.at(iteration + 1L);
    }

    @Override
    public ISchedule clone() {
      return this;
    }
  }

  private Updaters() {}

  /** The updater that trains: the optimizer's very formula, at every step's own learning rate. */
  static IUpdater exact(Optimizer optimizer, LearningRate rate) {
    return switch (optimizer) {
      case Optimizer.Momentum _, Optimizer.RmsProp _, Optimizer.Adagrad _ ->
          new KerasUpdater(optimizer, rate);
      default -> {
        IUpdater updater = portable(optimizer, optimizer.learningRate());
        updater.setLrAndSchedule(optimizer.learningRate(), new Scheduled(rate));
        yield updater;
      }
    };
  }

  /**
   * The nearest of DL4J's own updaters; its state is the same. DL4J has no heavy ball: momentum
   * becomes {@link Nesterovs}, which looks one step ahead when it trains on; {@link RmsProp} and
   * {@link AdaGrad} have ε outside the root.
   *
   * @param rate a learning rate for all steps
   */
  static IUpdater portable(Optimizer optimizer, double rate) {
    return switch (optimizer) {
      case Optimizer.Sgd _ -> new Sgd(rate);
      case Optimizer.Momentum(_, double momentum) -> new Nesterovs(rate, momentum);
      case Optimizer.Nesterov(_, double momentum) -> new Nesterovs(rate, momentum);
      case Optimizer.RmsProp(_, double rho, double epsilon) -> new RmsProp(rate, rho, epsilon);
      case Optimizer.Adam(_, double beta1, double beta2, double epsilon) ->
          new Adam(rate, beta1, beta2, epsilon);
      case Optimizer.AdamW(_, double beta1, double beta2, double epsilon, _) ->
          new Adam(rate, beta1, beta2, epsilon);
      case Optimizer.Adagrad(_, _, double epsilon) -> new AdaGrad(rate, epsilon);
    };
  }
}
