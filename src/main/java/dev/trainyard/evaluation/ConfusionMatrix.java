package dev.trainyard.evaluation;

import dev.trainyard.chart.Csv;
import dev.trainyard.experiment.ScoredImages;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which class is taken for which, and how often.
 *
 * @param epoch after which the network says so
 * @param count how many images
 * @param correct the sum of the diagonal
 * @param matrix [true class][predicted class], the number of images
 */
record ConfusionMatrix(
    @Schema(example = "1") long experimentId,
    @Schema(example = "1") int trial,
    @Schema(example = "20") int epoch,
    ScoredImages images,
    @Schema(example = "10000") int count,
    @Schema(example = "9847") int correct,
    ClassNames classes,
    List<List<Integer>> matrix) {

  static ConfusionMatrix of(TrialPredictions trial) {
    int classes = trial.classes().count();
    int[][] counts = new int[classes][classes];
    for (int i = 0; i < trial.count(); i++) {
      counts[trial.trueClass(i)][trial.said().predicted(i)]++;
    }
    return new ConfusionMatrix(
        trial.experimentId(),
        trial.trial(),
        trial.said().epoch(),
        trial.split(),
        trial.count(),
        IntStream.range(0, classes).map(c -> counts[c][c]).sum(),
        trial.classes(),
        Arrays.stream(counts).map(row -> Arrays.stream(row).boxed().toList()).toList());
  }

  int images(int trueClass, int predicted) {
    return matrix.get(trueClass).get(predicted);
  }

  /** How many images are of a class. */
  int ofClass(int label) {
    return matrix.get(label).stream().mapToInt(Integer::intValue).sum();
  }

  /** How many images are taken for a class. */
  int predictedAs(int label) {
    return matrix.stream().mapToInt(row -> row.get(label)).sum();
  }

  /** A row for each true class, a column for each predicted one. */
  String csv() {
    List<List<?>> rows = new ArrayList<>();
    List<Object> header = new ArrayList<>(List.of("true"));
    header.addAll(classes.names());
    rows.add(header);
    for (int label = 0; label < classes.count(); label++) {
      List<Object> row = new ArrayList<>(List.of(classes.of(label)));
      row.addAll(matrix.get(label));
      rows.add(row);
    }
    return Csv.of(rows);
  }
}
