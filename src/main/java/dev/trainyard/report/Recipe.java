package dev.trainyard.report;

import dev.trainyard.training.Optimizer;
import dev.trainyard.training.Schedule;
import dev.trainyard.training.TrainingSpec;
import dev.trainyard.training.Validation;

/** Puts a training into words. */
final class Recipe {
  private Recipe() {}

  static String of(TrainingSpec training) {
    String heldOut =
        training.validation().source() == Validation.Source.HOLDOUT
            ? ", validated on held-out training images"
            : "";
    return "%s, mini-batches of %d, %s%s%s"
        .formatted(
            steps(training),
            training.batchSize(),
            Numbers.many(training.epochs(), "epoch"),
            extras(training),
            heldOut);
  }

  private static String steps(TrainingSpec training) {
    return "%s, %s".formatted(optimizer(training.optimizer()), schedule(training.schedule()));
  }

  private static String extras(TrainingSpec training) {
    return factor(training.l1(), "an L1 factor of")
        + factor(training.decoupledDecay(), "decoupled weight decay of")
        + factor(training.labelSmoothing(), "label smoothing of")
        + (training.augmentation().changesNothing() ? "" : ", augmented images")
        + (training.averaging() == null ? "" : ", averaged weights")
        + (training.earlyStopping() == null ? "" : ", early stopping");
  }

  private static String factor(double value, String words) {
    return value == 0 ? "" : ", %s %s".formatted(words, Numbers.plain(value));
  }

  private static String optimizer(Optimizer optimizer) {
    String rate = " with a learning rate of " + Numbers.plain(optimizer.learningRate());
    return switch (optimizer) {
      case Optimizer.Sgd _ -> "plain SGD" + rate;
      case Optimizer.Momentum(_, double momentum) ->
          "SGD" + rate + " and momentum " + Numbers.plain(momentum);
      case Optimizer.Nesterov(_, double momentum) ->
          "SGD" + rate + " and Nesterov momentum " + Numbers.plain(momentum);
      case Optimizer.RmsProp _ -> "RMSprop" + rate;
      case Optimizer.Adam _ -> "Adam" + rate;
      case Optimizer.AdamW _ -> "AdamW" + rate;
      case Optimizer.Adagrad _ -> "Adagrad" + rate;
    };
  }

  private static String schedule(Schedule schedule) {
    String course = course(schedule);
    return schedule.warmUpEpochs() == 0
        ? course
        : "%s after a warm-up of %s"
            .formatted(course, Numbers.many(schedule.warmUpEpochs(), "epoch"));
  }

  private static String course(Schedule schedule) {
    return switch (schedule) {
      case Schedule.Constant _ -> "kept constant";
      case Schedule.Step step ->
          "multiplied by %s every %s"
              .formatted(
                  Numbers.plain(step.factor()),
                  step.everyEpochs() == 1 ? "epoch" : Numbers.many(step.everyEpochs(), "epoch"));
      case Schedule.Exponential exponential ->
          "multiplied by %s every epoch".formatted(Numbers.plain(exponential.factor()));
      case Schedule.Cosine cosine ->
          cosine.finalFactor() == 0
              ? "falling to 0 along a cosine"
              : "falling to %s of it along a cosine".formatted(Numbers.plain(cosine.finalFactor()));
      case Schedule.OneCycle _ -> "raised and lowered in one cycle";
    };
  }
}
