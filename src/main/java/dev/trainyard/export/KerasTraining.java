package dev.trainyard.export;

import static dev.trainyard.export.Literals.number;

import dev.trainyard.network.Shape;
import dev.trainyard.training.Augmentation;
import dev.trainyard.training.Averaging;
import dev.trainyard.training.Optimizer;
import dev.trainyard.training.Schedule;
import dev.trainyard.training.TrainingSpec;
import java.util.ArrayList;
import java.util.List;

/** How a network is trained, in the words of Keras 3. */
final class KerasTraining {
  private final TrainingSpec training;
  private final Augmentation augmentation;
  private final Shape.Image image;

  KerasTraining(TrainingSpec training, Shape.Image image) {
    this.training = training;
    this.augmentation = training.augmentation();
    this.image = image;
  }

  /** What a reader should know of what Keras does otherwise or not at all, a line each. */
  List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    if (training.clipping().norm() > 0 && training.clipping().value() > 0) {
      remarks.add(
          "Keras clips by one bound only: that of %s for each component is left out."
              .formatted(number(training.clipping().value())));
    }
    if (augmentation.shear() > 0) {
      remarks.add("Keras shears about the first row, Trainyard about the middle.");
    }
    if (augmentation.elastic().alpha() > 0) {
      remarks.add(
          "Trainyard also distorts images elastically (alpha %s, sigma %s), which is left out."
              .formatted(
                  number(augmentation.elastic().alpha()), number(augmentation.elastic().sigma())));
    }
    if (augmentation.cutout() > 0) {
      remarks.add("Keras keeps the black rectangle inside the image, Trainyard only its middle.");
    }
    Averaging averaging = training.averaging();
    if (averaging != null) {
      remarks.add(
          "Keras averages from the initial weights on and leaves running statistics alone; Trainyard averages both from epoch %d on."
              .formatted(averaging.fromEpoch()));
    }
    return remarks;
  }

  /** The optimizer; {@code rate} is its learning rate. */
  String optimizer() {
    return switch (training.optimizer()) {
          case Optimizer.Sgd _ -> "keras.optimizers.SGD(rate";
          case Optimizer.Momentum(_, double momentum) ->
              "keras.optimizers.SGD(rate, momentum=" + number(momentum);
          case Optimizer.Nesterov(_, double momentum) ->
              "keras.optimizers.SGD(rate, momentum=%s, nesterov=True".formatted(number(momentum));
          case Optimizer.RmsProp(_, double rho, double epsilon) ->
              "keras.optimizers.RMSprop(rate, rho=%s, epsilon=%s"
                  .formatted(number(rho), number(epsilon));
          case Optimizer.Adam(_, double beta1, double beta2, double epsilon) ->
              adam(beta1, beta2, epsilon);
          case Optimizer.AdamW(_, double beta1, double beta2, double epsilon, _) ->
              adam(beta1, beta2, epsilon);
          case Optimizer.Adagrad(_, double initial, double epsilon) ->
              "keras.optimizers.Adagrad(rate, initial_accumulator_value=%s, epsilon=%s"
                  .formatted(number(initial), number(epsilon));
        }
        + decay()
        + clipping()
        + averaging()
        + ")";
  }

  /** With weight decay it is AdamW: Keras has the decay for every optimizer. */
  private static String adam(double beta1, double beta2, double epsilon) {
    return "keras.optimizers.Adam(rate, beta_1=%s, beta_2=%s, epsilon=%s"
        .formatted(number(beta1), number(beta2), number(epsilon));
  }

  private String decay() {
    double decay = training.decoupledDecay();
    return decay > 0 ? ", weight_decay=" + number(decay) : "";
  }

  private String clipping() {
    if (training.clipping().norm() > 0) {
      return ", global_clipnorm=" + number(training.clipping().norm());
    }
    return training.clipping().value() > 0
        ? ", clipvalue=" + number(training.clipping().value())
        : "";
  }

  private String averaging() {
    Averaging averaging = training.averaging();
    return averaging == null ? "" : ", use_ema=True, ema_momentum=" + number(averaging.decay());
  }

  /** The lines that make {@code factor} of {@code done}, in epochs; none where the rate stays. */
  List<String> schedule() {
    return switch (training.schedule()) {
      case Schedule.Constant(double warmUp) -> warmUp > 0 ? List.of("factor = 1.0") : List.of();
      case Schedule.Step(int every, double factor, _) ->
          List.of(
              "factor = keras.ops.power(%s, keras.ops.floor(done / %d))"
                  .formatted(number(factor), every));
      case Schedule.Exponential(double factor, _) ->
          List.of("factor = keras.ops.power(%s, done)".formatted(number(factor)));
      case Schedule.Cosine(double last, _) ->
          List.of("factor = glide(1.0, %s, done / EPOCHS)".formatted(number(last)));
      case Schedule.OneCycle cycle -> oneCycle(cycle);
    };
  }

  /** What is not chosen may be infinite. */
  private static List<String> oneCycle(Schedule.OneCycle cycle) {
    String rise = number(cycle.rise());
    return List.of(
        "part = done / EPOCHS",
        "factor = keras.ops.where(",
        "    part < %s,".formatted(rise),
        "    glide(%s, 1.0, part / %s),"
            .formatted(number(cycle.initialFactor()), number(Math.max(cycle.rise(), 1e-9))),
        "    glide(1.0, %s, (part - %s) / %s),"
            .formatted(number(cycle.finalFactor()), rise, number(Math.max(1 - cycle.rise(), 1e-9))),
        ")");
  }

  /** Whether the schedule goes along a cosine. */
  boolean glides() {
    return training.schedule() instanceof Schedule.Cosine
        || training.schedule() instanceof Schedule.OneCycle;
  }

  /** How long the learning rate is warmed up; empty for not at all. */
  String warmUpEpochs() {
    double epochs = training.schedule().warmUpEpochs();
    return epochs > 0 ? number(epochs) : "";
  }

  /** The layers that change images, as far as Keras has them. */
  List<String> augmentation() {
    List<String> layers = new ArrayList<>();
    if (augmentation.shift() > 0) {
      layers.add(
          "keras.layers.RandomTranslation(%s / %d, %1$s / %d, fill_mode=\"constant\")"
              .formatted(number(augmentation.shift()), image.height(), image.width()));
    }
    if (augmentation.rotation() > 0) {
      layers.add(
          "keras.layers.RandomRotation(%s / 360, fill_mode=\"constant\")"
              .formatted(number(augmentation.rotation())));
    }
    if (augmentation.scale() > 0) {
      layers.add(
          "keras.layers.RandomZoom((-%s, %1$s), fill_mode=\"constant\")"
              .formatted(number(augmentation.scale())));
    }
    if (augmentation.shear() > 0) {
      layers.add(
          "keras.layers.RandomShear(%s, fill_mode=\"constant\")"
              .formatted(number(augmentation.shear())));
    }
    if (augmentation.cutout() > 0) {
      layers.add(cutout());
    }
    return layers;
  }

  private String cutout() {
    double area =
        Math.min(
            1,
            (double) augmentation.cutout()
                * augmentation.cutout()
                / (image.height() * image.width()));
    return "keras.layers.RandomErasing((1.0, 1.0), scale=(%s, %1$s), fill_value=0.0, value_range=(0.0, 1.0))"
        .formatted(number(area));
  }
}
