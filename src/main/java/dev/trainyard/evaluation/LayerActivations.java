package dev.trainyard.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.network.Shape;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a hidden layer makes of an image: feature maps or the values of units.
 *
 * @param smallest of the values that are here
 * @param largest of the values that are here
 * @param omitted how many maps or units are left out, the last ones
 */
@SuppressWarnings("ArrayRecordComponent")
@JsonInclude(JsonInclude.Include.NON_NULL)
record LayerActivations(
    @Schema(description = "In network.layers, from 0", example = "0") int firstLayer,
    @Schema(
            description =
                "The layer whose values these are: normalisation and activation may be layers of their own",
            example = "0")
        int lastLayer,
    @Schema(example = "[\"conv2d\", \"relu\"]") List<String> operations,
    @Schema(example = "[26,26,32]") Shape shape,
    @Schema(example = "0.0") float smallest,
    @Schema(example = "2.31") float largest,
    @Schema(example = "0") int omitted,
    @Schema(description = "Where the shape is [height, width, maps]: each map row by row")
        float @Nullable [][][] maps,
    @Schema(description = "Where the shape is [units]; behind a flatten layer channel by channel")
        float @Nullable [] units) {
  private static final int MOST_MAPS = 64;
  private static final int MOST_UNITS = 512;

  /**
   * Those of a stage.
   *
   * @param values of its last layer, channel by channel
   */
  static LayerActivations of(Stage stage, float[] values) {
    return switch (stage.last().output()) {
      case Shape.Image image -> maps(stage, image, values);
      case Shape.Vector vector -> {
        float[] units = Arrays.copyOf(values, Math.min(MOST_UNITS, vector.size()));
        yield of(stage, units, vector.size() - units.length, null, units);
      }
    };
  }

  private static LayerActivations maps(Stage stage, Shape.Image image, float[] values) {
    int width = image.width();
    int size = image.height() * width;
    float[][][] maps = new float[Math.min(MOST_MAPS, image.channels())][image.height()][];
    for (int map = 0; map < maps.length; map++) {
      for (int row = 0; row < image.height(); row++) {
        int from = map * size + row * width;
        maps[map][row] = Arrays.copyOfRange(values, from, from + width);
      }
    }
    float[] shown = Arrays.copyOf(values, maps.length * size);
    return of(stage, shown, image.channels() - maps.length, maps, null);
  }

  private static LayerActivations of(
      Stage stage,
      float[] shown,
      int omitted,
      float @Nullable [][][] maps,
      float @Nullable [] units) {
    return new LayerActivations(
        stage.first(),
        stage.last().index(),
        stage.operations(),
        stage.last().output(),
        (float) all(shown).min().orElseThrow(),
        (float) all(shown).max().orElseThrow(),
        omitted,
        maps,
        units);
  }

  private static DoubleStream all(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]);
  }

  /** Each map, or each unit as a map of one value: [maps][height][width]. */
  float[][][] tiles() {
    if (maps != null) {
      return maps;
    }
    float[] values = units == null ? new float[0] : units;
    float[][][] tiles = new float[values.length][1][1];
    for (int unit = 0; unit < values.length; unit++) {
      tiles[unit][0][0] = values[unit];
    }
    return tiles;
  }

  /** {@code layers[0]} or {@code layers[0–2]}. */
  String place() {
    return firstLayer == lastLayer
        ? "layers[%d]".formatted(firstLayer)
        : "layers[%d–%d]".formatted(firstLayer, lastLayer);
  }
}
