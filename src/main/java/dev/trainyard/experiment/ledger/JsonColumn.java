package dev.trainyard.experiment.ledger;

import dev.trainyard.catalog.Presets;
import dev.trainyard.experiment.ExperimentSpec;
import dev.trainyard.experiment.Provenance;
import dev.trainyard.network.NetworkSpec;
import jakarta.persistence.AttributeConverter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes a column of JSON. */
abstract class JsonColumn<T> implements AttributeConverter<@Nullable Stored<T>, @Nullable String> {
  private final JsonMapper json;

  private JsonColumn(JsonMapper json) {
    this.json = json;
  }

  /** A value to be stored. */
  Stored<T> of(T value) {
    return new Stored<>(json.writeValueAsString(value), this::read);
  }

  @Override
  public @Nullable String convertToDatabaseColumn(@Nullable Stored<T> value) {
    return value == null ? null : value.json();
  }

  @Override
  public @Nullable Stored<T> convertToEntityAttribute(@Nullable String column) {
    return column == null ? null : new Stored<>(column, this::read);
  }

  private T read(String column) {
    try {
      return read(json, column);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new UnreadableSpec(e);
    }
  }

  abstract T read(JsonMapper mapper, String column);

  /** What an experiment was asked for. */
  @Component
  static class OfSpec extends JsonColumn<ExperimentSpec> {
    OfSpec(JsonMapper json) {
      super(json);
    }

    /** What a former version of the service did not store has its default. */
    @Override
    ExperimentSpec read(JsonMapper mapper, String column) {
      JsonNode stored = mapper.readTree(column);
      if (stored.path("training") instanceof ObjectNode training) {
        Presets.complete(training);
      }
      return mapper.treeToValue(stored, ExperimentSpec.class);
    }
  }

  /** What its network is made of, whatever becomes of its preset. */
  @Component
  static class OfLayers extends JsonColumn<NetworkSpec> {
    OfLayers(JsonMapper json) {
      super(json);
    }

    @Override
    NetworkSpec read(JsonMapper mapper, String column) {
      return mapper.readValue(column, NetworkSpec.class);
    }
  }

  /** The swept parameters of a cell by path. */
  @Component
  static class OfParameters extends JsonColumn<Map<String, JsonNode>> {
    OfParameters(JsonMapper json) {
      super(json);
    }

    @Override
    Map<String, JsonNode> read(JsonMapper mapper, String column) {
      return mapper.readValue(column, new TypeReference<Map<String, JsonNode>>() {});
    }
  }

  /** What an attempt rests on. */
  @Component
  static class OfProvenance extends JsonColumn<Provenance> {
    OfProvenance(JsonMapper json) {
      super(json);
    }

    @Override
    Provenance read(JsonMapper mapper, String column) {
      return mapper.readValue(column, Provenance.class);
    }
  }
}
