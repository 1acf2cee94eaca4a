package dev.trainyard.catalog;

import dev.trainyard.training.Augmentation;
import dev.trainyard.training.EngineChoice;
import dev.trainyard.training.Optimizer;
import dev.trainyard.training.TrainingSpec;
import dev.trainyard.training.Validation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** All presets. They are data, written as a request would be: see presets.json. */
public final class Presets {

  /** How a network is trained that has no preset. */
  public static final TrainingSpec DEFAULT_TRAINING =
      new TrainingSpec(
          10,
          128,
          new Optimizer.Sgd(0.1),
          0,
          Augmentation.NONE,
          1,
          Validation.onTest(),
          EngineChoice.AUTO);

  private static final List<Preset> ALL = read("/presets.json");

  private Presets() {}

  /** The preset with this name, if there is one. */
  public static Optional<Preset> find(String name) {
    return ALL.stream().filter(preset -> preset.name().equals(name)).findFirst();
  }

  /** All presets, from small to large. */
  public static List<Preset> all() {
    return ALL;
  }

  /** The names of all presets, from small to large. */
  public static List<String> names() {
    return ALL.stream().map(Preset::name).toList();
  }

  private static List<Preset> read(String resource) {
    JsonMapper json = JsonMapper.shared();
    try (InputStream presets = Presets.class.getResourceAsStream(resource)) {
      return StreamSupport.stream(json.readTree(presets).spliterator(), false)
          .map(preset -> json.treeToValue(complete(json, preset), Preset.class))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a preset's training leaves out is that of a network without a preset. */
  private static JsonNode complete(JsonMapper json, JsonNode preset) {
    ObjectNode training = preset.withObjectProperty("training");
    json.valueToTree(DEFAULT_TRAINING)
        .properties()
        .forEach(field -> training.putIfAbsent(field.getKey(), field.getValue()));
    return preset;
  }
}
