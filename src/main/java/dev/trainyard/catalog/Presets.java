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

  /** Gives a training in JSON, where it lacks a field, that of a network without a preset. */
  public static void complete(ObjectNode training) {
    JsonMapper.shared()
        .valueToTree(DEFAULT_TRAINING)
        .properties()
        .forEach(field -> training.putIfAbsent(field.getKey(), field.getValue()));
  }

  private static List<Preset> read(String resource) {
    JsonMapper json = JsonMapper.shared();
    try (InputStream presets = Presets.class.getResourceAsStream(resource)) {
      return StreamSupport.stream(json.readTree(presets).spliterator(), false)
          .map(preset -> preset(json, preset))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Preset preset(JsonMapper json, JsonNode preset) {
    complete(preset.withObjectProperty("training"));
    return json.treeToValue(preset, Preset.class);
  }
}
