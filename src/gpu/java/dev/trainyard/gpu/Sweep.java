package dev.trainyard.gpu;

import dev.trainyard.engine.TrainingPlan;
import dev.trainyard.training.TrainingSpec;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * The assignment's main sweep: hinton-500-300 with five factors of weight decay, three seeds each,
 * 40 epochs, all at once. It takes what time is left and says how far it came.
 */
final class Sweep {
  private static final List<Double> FACTORS = List.of(1e-6, 1e-5, 1e-4, 3e-4, 1e-3);
  private static final int SEEDS = 3;

  /** Of the section's limit, so that it can tell what it saw. */
  private static final double SECONDS = 50;

  private Sweep() {}

  static void train(Lines lines) {
    Settings settings = Settings.own();
    double limit = settings.seconds(SECONDS);
    List<TrainingPlan> plans =
        FACTORS.stream()
            .flatMap(l2 -> LongStream.rangeClosed(1, SEEDS).mapToObj(seed -> plan(l2, seed)))
            .toList();
    long start = System.nanoTime();
    List<Watch> watches = Watch.together(EngineUnderTest.get(), plans, limit);
    double seconds = (System.nanoTime() - start) / 1e9;
    int epochs = watches.stream().mapToInt(watch -> watch.seconds().size()).sum();
    int all = plans.stream().mapToInt(plan -> plan.training().epochs()).sum();
    if (epochs < all) {
      lines.skip("main sweep", "%d of %d epochs in %.0f s".formatted(epochs, all, seconds));
      return;
    }
    lines.seconds("main sweep", seconds, ", 15 trainings of 40 epochs at once");
    for (int i = 0; i < FACTORS.size(); i++) {
      double accuracy =
          watches.subList(SEEDS * i, SEEDS * (i + 1)).stream()
              .flatMapToDouble(watch -> DoubleStream.of(watch.accuracy()))
              .average()
              .orElseThrow();
      lines.fact(
          "accuracy with l2 " + FACTORS.get(i),
          String.format(Locale.ROOT, "%.4f on average of %d seeds", accuracy, SEEDS));
    }
  }

  private static TrainingPlan plan(double l2, long seed) {
    return Recipe.plan(
        "hinton-500-300", Settings.own().share(), 1, training -> with(training, l2).withSeed(seed));
  }

  private static TrainingSpec with(TrainingSpec training, double l2) {
    return new TrainingSpec(
        training.epochs(),
        training.batchSize(),
        training.optimizer(),
        l2,
        training.augmentation(),
        training.seed(),
        training.validation(),
        training.engine());
  }
}
