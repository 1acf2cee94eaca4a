package dev.trainyard.engine;

import dev.trainyard.training.Optimizer;
import java.util.List;

/** One of every kind. */
final class Optimizers {
  static final List<Optimizer> ALL =
      List.of(
          new Optimizer.Sgd(0.1),
          new Optimizer.Momentum(0.02, 0.9),
          new Optimizer.Adam(0.001, 0.9, 0.999, 1e-7),
          new Optimizer.Nesterov(0.02, 0.9),
          new Optimizer.RmsProp(0.001, 0.9, 1e-7),
          new Optimizer.AdamW(0.001, 0.9, 0.999, 1e-7, 0.05),
          new Optimizer.Adagrad(0.02, 0.1, 1e-7));

  private Optimizers() {}
}
