package dev.trainyard.experiment.ledger;

import dev.trainyard.catalog.Presets;
import dev.trainyard.experiment.ExperimentSpec;
import dev.trainyard.experiment.Provenance;
import dev.trainyard.network.NetworkSpec;
import jakarta.persistence.AttributeConverter;
import java.util.Map;
import java.util.Objects;
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
  private final TypeReference<T> type;

  private JsonColumn(JsonMapper json, TypeReference<T> type) {
    this.json = json;
    this.type = type;
  }

  /** A value to be stored. */
  Stored<T> of(T value) {
    return new Stored<>(json.writeValueAsString(value), this::readable);
  }

  @Override
  public @Nullable String convertToDatabaseColumn(@Nullable Stored<T> value) {
    return value == null ? null : value.json();
  }

  @Override
  public @Nullable Stored<T> convertToEntityAttribute(@Nullable String column) {
    return column == null ? null : new Stored<>(column, this::readable);
  }

  private T readable(String column) {
    try {
      return Objects.requireNonNull(read(json.readTree(column)), "it is null");
    } catch (JacksonException | NullPointerException e) {
      throw new UnreadableSpec(e);
    }
  }

  T read(JsonNode stored) {
    return json.readerFor(type).readValue(stored);
  }

  /** What an experiment was asked for. */
  @Component
  static class OfSpec extends JsonColumn<ExperimentSpec> {
    OfSpec(JsonMapper json) {
      super(json, new TypeReference<>() {});
    }

    /** What a former version of the service did not store has its default. */
    @Override
    ExperimentSpec read(JsonNode stored) {
      if (stored.path("training") instanceof ObjectNode training) {
        Presets.complete(training);
      }
      return super.read(stored);
    }
  }

  /** What its network is made of, whatever becomes of its preset. */
  @Component
  static class OfLayers extends JsonColumn<NetworkSpec> {
    OfLayers(JsonMapper json) {
      super(json, new TypeReference<>() {});
    }
  }

  /** The swept parameters of a cell by path. */
  @Component
  static class OfParameters extends JsonColumn<Map<String, JsonNode>> {
    OfParameters(JsonMapper json) {
      super(json, new TypeReference<>() {});
    }
  }

  /** What an attempt rests on. */
  @Component
  static class OfProvenance extends JsonColumn<Provenance> {
    OfProvenance(JsonMapper json) {
      super(json, new TypeReference<>() {});
    }
  }
}
