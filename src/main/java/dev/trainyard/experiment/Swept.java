package dev.trainyard.experiment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trainyard.web.WrittenAs;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a sweep makes of one parameter: {@code [0.1, 0.2]} or {@code {"from": 0.1, "to": 1}}. */
@WrittenAs(Swept.WORDS)
public sealed interface Swept {
  /** How it is written, for users. */
  String WORDS = "a list of at least one value, or a range with from and to";

  /** A list, each of whose values is taken. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Swept listed(List<JsonNode> values) {
    return new Values(values);
  }

  /** A range, from which a {@link Search} draws. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Swept within(Range range) {
    return new Between(range);
  }

  /** As it stands in JSON. */
  @JsonValue
  Object json();

  /** A list of values. */
  record Values(List<JsonNode> values) implements Swept {
    @Override
    public Object json() {
      return values;
    }
  }

  /** The values of a range. */
  record Between(Range range) implements Swept {
    @Override
    public Object json() {
      return range;
    }
  }

  /** What is drawn evenly. */
  enum Scale {
    /** The number itself. */
    @JsonProperty("linear")
    LINEAR,
    /** Its logarithm. */
    @JsonProperty("log")
    LOG
  }

  /**
   * Numbers, whole ones where the parameter takes no others.
   *
   * @param from the least
   * @param to the greatest
   */
  @Schema(description = "Numbers from `from` to `to`, whole ones where the parameter is one")
  @WrittenAs(WORDS)
  record Range(
      @Schema(example = "0.000001") double from,
      @Schema(example = "0.001") double to,
      @Schema(
              description =
                  "Whether the numbers or their logarithms are drawn evenly; the default is linear",
              requiredMode = Schema.RequiredMode.NOT_REQUIRED)
          @NotNull
          Scale scale) {

    /** Linear where nothing else is said. */
    @JsonCreator
    static Range of(double from, double to, @Nullable Scale scale) {
      return new Range(from, to, scale == null ? Scale.LINEAR : scale);
    }
  }
}
