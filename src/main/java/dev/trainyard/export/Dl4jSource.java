package dev.trainyard.export;

import static dev.trainyard.export.Literals.java;
import static dev.trainyard.export.Literals.number;

import dev.trainyard.dataset.DatasetFacts;
import dev.trainyard.engine.ParameterLayout;
import dev.trainyard.engine.TrainedModel;
import dev.trainyard.network.Network;
import dev.trainyard.training.Clipping;
import dev.trainyard.training.EarlyStopping;
import dev.trainyard.training.Metric;
import dev.trainyard.training.Optimizer;
import dev.trainyard.training.Schedule;
import dev.trainyard.training.TrainingSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A network as a Java class for DL4J, which rebuilds it and trains it. */
final class Dl4jSource {
  private static final String OWN = "new Updater(new Rate(batches))";
  private final Network network;
  private final TrainingSpec training;
  private final ModelOrigin origin;

  private Dl4jSource(TrainedModel model, ModelOrigin origin) {
    this.network = model.network();
    this.training = model.training();
    this.origin = origin;
  }

  /** The class, called {@link ModelOrigin#className}, for a file of its own. */
  static String of(TrainedModel model, ModelOrigin origin) {
    return ScriptTemplate.fill("dl4j.peb", new Dl4jSource(model, origin).facts());
  }

  private Map<String, Object> facts() {
    Map<String, Object> facts = new HashMap<>(images());
    facts.put("className", origin.className());
    facts.put("title", java(origin.title()));
    facts.put("sentence", java(origin.sentence()));
    facts.put("remarks", remarks());
    facts.put("epochs", training.epochs());
    facts.put("batchSize", training.batchSize());
    facts.put("seed", training.seed());
    facts.put("learningRate", number(training.optimizer().learningRate()));
    facts.put("labelSmoothing", number(training.labelSmoothing()));
    facts.put("layers", Dl4jLayers.of(network, training));
    facts.putAll(updater());
    facts.putAll(clipping());
    facts.putAll(stopping());
    Double heldOut = training.validation().fraction();
    facts.put("heldOut", heldOut == null ? "" : number(heldOut));
    return facts;
  }

  private Map<String, Object> images() {
    DatasetFacts dataset = origin.dataset();
    return Map.of(
        "height", dataset.height(),
        "width", dataset.width(),
        "channels", dataset.channels(),
        "classes", dataset.classes().size(),
        "trainImages", java(dataset.train().images().name()),
        "trainLabels", java(dataset.train().labels().name()),
        "testImages", java(dataset.test().images().name()),
        "testLabels", java(dataset.test().labels().name()));
  }

  private List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    if (!training.augmentation().changesNothing()) {
      remarks.add(
          "Trainyard also changed the images before each epoch, which DL4J has nothing for and is left out.");
    }
    if (training.averaging() != null) {
      remarks.add(
          "Trainyard's network is a moving average of the weights, which DL4J has nothing for and is left out.");
    }
    return remarks;
  }

  private Map<String, Object> updater() {
    List<String> step = step();
    boolean own = !step.isEmpty();
    boolean plain = training.schedule() instanceof Schedule.Constant(double warmUp) && warmUp == 0;
    return Map.of(
        "updater", updaterCode(),
        "setsRate", !own && !plain,
        "hasRate", own || !plain,
        "factor", factor(),
        "warmUpEpochs", number(training.schedule().warmUpEpochs()),
        "step", step,
        "stepName", training.optimizer().type(),
        "initialState", number(training.optimizer().initialState()));
  }

  /** AdamW's decay is one of the layers' regularisers. */
  private String updaterCode() {
    return switch (training.optimizer()) {
      case Optimizer.Nesterov(_, double momentum) ->
          "new Nesterovs(LEARNING_RATE, %s)".formatted(number(momentum));
      case Optimizer.Adam(_, double beta1, double beta2, double epsilon) ->
          adam(beta1, beta2, epsilon);
      case Optimizer.AdamW(_, double beta1, double beta2, double epsilon, _) ->
          adam(beta1, beta2, epsilon);
      case Optimizer.Sgd _ -> "new Sgd(LEARNING_RATE)";
      case Optimizer.Momentum _, Optimizer.RmsProp _, Optimizer.Adagrad _ -> OWN;
    };
  }

  private static String adam(double beta1, double beta2, double epsilon) {
    return "new Adam(LEARNING_RATE, %s, %s, %s)"
        .formatted(number(beta1), number(beta2), number(epsilon));
  }

  /** What DL4J has no updater for: the heavy ball, and ε within the root; otherwise empty. */
  private List<String> step() {
    return switch (training.optimizer()) {
      case Optimizer.Momentum(_, double momentum) ->
          List.of(
              "v.muli(%s).subi(gradient.muli(rate));".formatted(number(momentum)),
              "gradient.assign(v).negi();");
      case Optimizer.RmsProp(_, double rho, double epsilon) ->
          List.of(
              "v.muli(%s).addi(gradient.mul(gradient).muli(1 - %1$s));".formatted(number(rho)),
              divide(epsilon));
      case Optimizer.Adagrad(_, _, double epsilon) ->
          List.of("v.addi(gradient.mul(gradient));", divide(epsilon));
      case Optimizer.Sgd _, Optimizer.Nesterov _, Optimizer.Adam _, Optimizer.AdamW _ -> List.of();
    };
  }

  private static String divide(double epsilon) {
    return "gradient.muli(rate).divi(Transforms.sqrt(v.add(%s), false));"
        .formatted(number(epsilon));
  }

  private String factor() {
    return switch (training.schedule()) {
      case Schedule.Constant _ -> "1";
      case Schedule.Step(int every, double factor, _) ->
          "Math.pow(%s, Math.floor(done / %d))".formatted(number(factor), every);
      case Schedule.Exponential(double factor, _) -> "Math.pow(%s, done)".formatted(number(factor));
      case Schedule.Cosine(double last, _) -> "glide(1, %s, done / EPOCHS)".formatted(number(last));
      case Schedule.OneCycle(double rise, double first, double last, _) ->
          "done / EPOCHS < %s ? glide(%s, 1, done / EPOCHS / %1$s) : glide(1, %s, (done / EPOCHS - %1$s) / (1 - %1$s))"
              .formatted(number(rise), number(first), number(last));
    };
  }

  private Map<String, Object> clipping() {
    Clipping clipping = training.clipping();
    List<String> blocks =
        ParameterLayout.of(network).stream()
            .map(
                block ->
                    "%d, %d, %d, %d, %d"
                        .formatted(
                            block.kernel(),
                            block.kernelSize(),
                            block.bias(),
                            block.biasSize(),
                            block.hidden() ? 1 : 0))
            .toList();
    return Map.of(
        "clips", clipping.bounds(),
        "blocks", blocks,
        "clipValue", bound(clipping.value()),
        "clipNorm", bound(clipping.norm()),
        "l1", number(training.l1()),
        "l2", number(training.l2()),
        "l2Biases", number(training.l2Biases()));
  }

  private static String bound(double bound) {
    return bound > 0 ? number(bound) : "Double.MAX_VALUE";
  }

  private Map<String, Object> stopping() {
    EarlyStopping stopping = training.earlyStopping();
    if (stopping == null) {
      return Map.of(
          "stops",
          false,
          "restores",
          false,
          "stoppingValue",
          "",
          "minimumDelta",
          "",
          "patience",
          0);
    }
    return Map.of(
        "stops", true,
        "restores", stopping.restoreBest(),
        "stoppingValue", stopping.metric() == Metric.LOSS ? "score.loss()" : "-score.accuracy()",
        "minimumDelta", number(stopping.minimumDelta()),
        "patience", stopping.patience());
  }
}
