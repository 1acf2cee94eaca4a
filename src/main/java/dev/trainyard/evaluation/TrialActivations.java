package dev.trainyard.evaluation;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trainyard.chart.Csv;
import dev.trainyard.engine.LayerOutput;
import dev.trainyard.experiment.ScoredImages;
import dev.trainyard.network.Network;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the layers of a trained network make of one image.
 *
 * @param epoch after which they do
 * @param image its place among the images, from 0
 * @param predicted the class that it is taken for
 * @param confidence the probability of that class, 0 to 1
 * @param layers those before the output, the first ones
 * @param omittedLayers how many of them are left out, the last ones
 * @param outputLayer its place in the network, from 0
 * @param output the probability of each class
 */
record TrialActivations(
    @Schema(example = "1") long experimentId,
    @Schema(example = "1") int trial,
    @Schema(example = "20") int epoch,
    ScoredImages images,
    @Schema(example = "1033") int image,
    @Schema(example = "8") String trueClass,
    @Schema(example = "1") String predicted,
    @Schema(example = "0.998") float confidence,
    List<LayerActivations> layers,
    @Schema(example = "0") int omittedLayers,
    @Schema(example = "7") int outputLayer,
    List<Probability> output) {

  /** More would be too small to be seen in a picture, and too much to be read. */
  private static final int MOST_LAYERS = 16;

  /** That of one class. */
  @Schema(name = "ClassProbability")
  record Probability(
      @JsonProperty("class") @Schema(example = "7") String name,
      @Schema(example = "0.0013") float probability) {}

  /**
   * Those of one image.
   *
   * @param outputs of every layer but flatten; those of the last one are the probabilities
   */
  static TrialActivations of(ShownImage shown, Network network, List<LayerOutput> outputs) {
    Map<Integer, float[]> values =
        outputs.stream()
            .collect(Collectors.toMap(output -> output.layer().index(), LayerOutput::values));
    List<Stage> stages = Stage.of(network);
    List<Stage> hidden = stages.subList(0, stages.size() - 1);
    List<Probability> output = output(shown.classes(), outputs.getLast().values());
    Probability predicted =
        output.stream()
            .reduce((one, other) -> other.probability > one.probability ? other : one)
            .orElseThrow();
    return new TrialActivations(
        shown.experimentId(),
        shown.trial(),
        shown.epoch(),
        shown.split(),
        shown.image(),
        shown.trueClass(),
        predicted.name(),
        predicted.probability(),
        hidden.stream()
            .limit(MOST_LAYERS)
            .map(stage -> LayerActivations.of(stage, of(stage, values)))
            .toList(),
        Math.max(0, hidden.size() - MOST_LAYERS),
        stages.getLast().last().index(),
        output);
  }

  private static float[] of(Stage stage, Map<Integer, float[]> values) {
    return Objects.requireNonNull(values.get(stage.last().index()));
  }

  private static List<Probability> output(ClassNames classes, float[] probabilities) {
    return IntStream.range(0, probabilities.length)
        .mapToObj(label -> new Probability(classes.of(label), probabilities[label]))
        .toList();
  }

  /** A row for each value; of a unit or a class without a place in a map. */
  String csv() {
    List<List<?>> rows = new ArrayList<>();
    rows.add(List.of("layer", "map", "row", "column", "value"));
    for (LayerActivations layer : layers) {
      float[][][] tiles = layer.tiles();
      for (int map = 0; map < tiles.length; map++) {
        rows.addAll(rows(layer, map, tiles[map]));
      }
    }
    for (int label = 0; label < output.size(); label++) {
      rows.add(row(outputLayer, label, output.get(label).probability));
    }
    return Csv.of(rows);
  }

  private static List<List<?>> rows(LayerActivations layer, int map, float[][] tile) {
    List<List<?>> rows = new ArrayList<>();
    for (int y = 0; y < tile.length; y++) {
      for (int x = 0; x < tile[y].length; x++) {
        rows.add(
            layer.maps() == null
                ? row(layer.lastLayer(), map, tile[y][x])
                : List.of(layer.lastLayer(), map + 1, y + 1, x + 1, tile[y][x]));
      }
    }
    return rows;
  }

  private static List<?> row(int layer, int unit, float value) {
    return Arrays.asList(layer, unit + 1, null, null, value);
  }
}
