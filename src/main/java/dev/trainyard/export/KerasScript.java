package dev.trainyard.export;

import static dev.trainyard.export.Literals.number;
import static dev.trainyard.export.Literals.python;

import dev.trainyard.dataset.DatasetFacts;
import dev.trainyard.engine.TrainedModel;
import dev.trainyard.network.Activation;
import dev.trainyard.network.Network;
import dev.trainyard.network.Shape;
import dev.trainyard.training.EarlyStopping;
import dev.trainyard.training.TrainingSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A network as a script for Keras 3, which rebuilds it, trains it and scores its weights. */
final class KerasScript {
  /** What Keras fetches by itself, by our name for it. */
  private static final Map<String, String> KERAS_DATASETS =
      Map.of("mnist", "mnist", "fashion-mnist", "fashion_mnist");

  private final Network network;
  private final TrainingSpec training;
  private final ModelOrigin origin;

  private KerasScript(TrainedModel model, ModelOrigin origin) {
    this.network = model.network();
    this.training = model.training();
    this.origin = origin;
  }

  /** The script, in Python 3. */
  static String of(TrainedModel model, ModelOrigin origin) {
    return ScriptTemplate.fill("keras.peb", new KerasScript(model, origin).facts());
  }

  private Map<String, Object> facts() {
    KerasTraining words = new KerasTraining(training, (Shape.Image) network.input());
    Map<String, Object> facts = new HashMap<>(shape());
    facts.put("file", origin.fileName());
    facts.put("origin", pairs(origin.metadata()));
    facts.put("epochs", training.epochs());
    facts.put("batchSize", training.batchSize());
    facts.put("seed", Integer.toUnsignedString((int) training.seed()));
    facts.put("learningRate", number(training.optimizer().learningRate()));
    facts.put("labelSmoothing", number(training.labelSmoothing()));
    facts.put("remarks", words.remarks());
    facts.put("layers", KerasLayers.of(network, training));
    facts.put("usesGelu", usesGelu());
    facts.put("geluFactor", number(Activation.GELU_FACTOR));
    facts.put("augmentation", words.augmentation());
    facts.put("schedule", words.schedule());
    facts.put("glides", words.glides());
    facts.put("warmUpEpochs", words.warmUpEpochs());
    facts.put("optimizer", words.optimizer());
    facts.put("decays", training.decoupledDecay() > 0);
    facts.put("heldOut", heldOut());
    facts.put("averages", training.averaging() != null);
    facts.put("earlyStopping", earlyStopping());
    return facts;
  }

  private Map<String, Object> shape() {
    DatasetFacts dataset = origin.dataset();
    List<Map<String, String>> splits =
        Stream.of(dataset.train(), dataset.test())
            .map(
                split ->
                    Map.of(
                        "images", python(split.images().name()),
                        "labels", python(split.labels().name())))
            .toList();
    return Map.of(
        "labels", python(dataset.classes()),
        "height", dataset.height(),
        "width", dataset.width(),
        "channels", dataset.channels(),
        "kerasDataset", KERAS_DATASETS.getOrDefault(dataset.name(), ""),
        "splits", splits);
  }

  private static List<Map<String, String>> pairs(Map<String, String> facts) {
    List<Map<String, String>> pairs = new ArrayList<>();
    facts.forEach((name, fact) -> pairs.add(Map.of("key", python(name), "value", python(fact))));
    return pairs;
  }

  private boolean usesGelu() {
    return network.layers().stream()
        .anyMatch(placed -> placed.layer().activation() == Activation.GELU);
  }

  private String heldOut() {
    Double fraction = training.validation().fraction();
    return fraction == null ? "" : number(fraction);
  }

  /** Keras's own loss has penalties and label smoothing in it; ours is the metric beside it. */
  private String earlyStopping() {
    EarlyStopping stopping = training.earlyStopping();
    if (stopping == null) {
      return "";
    }
    return switch (stopping.metric()) {
          case LOSS -> "keras.callbacks.EarlyStopping(\"val_cross_entropy\", mode=\"min\"";
          case ACCURACY -> "keras.callbacks.EarlyStopping(\"val_accuracy\", mode=\"max\"";
        }
        + ", patience=%d, min_delta=%s, restore_best_weights=%s)"
            .formatted(
                stopping.patience(),
                number(stopping.minimumDelta()),
                stopping.restoreBest() ? "True" : "False");
  }
}
