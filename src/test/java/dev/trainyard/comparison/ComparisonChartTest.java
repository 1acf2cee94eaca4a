package dev.trainyard.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.chart.Picture;
import dev.trainyard.comparison.ComparedCell.ComparedTrial;
import dev.trainyard.comparison.ComparedCell.MeanCurves;
import dev.trainyard.outcome.Band;
import dev.trainyard.outcome.Spread;
import dev.trainyard.outcome.Status;
import dev.trainyard.outcome.ValidationImages;
import dev.trainyard.training.Metric;
import dev.trainyard.training.Validation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** What a picture of curves over each other says. */
@NullUnmarked
class ComparisonChartTest {
  private static final ValidationImages TEST = new ValidationImages(Validation.Source.TEST, 10_000);

  @Test
  void namesLinesAtTheirEndsFromTheTopDown() {
    String svg =
        svg(
            cell(1, TEST, Status.COMPLETED, 0.9, 0.95),
            cell(2, TEST, Status.COMPLETED, 0.91, 0.97),
            cell(3, TEST, Status.COMPLETED, 0.92, 0.9701));

    double third = height("cell 3", svg);
    double second = height("cell 2", svg);
    assertThat(third).isLessThan(second - 12);
    assertThat(second).isLessThan(height("cell 1", svg));
    assertThat(svg).contains("Experiments 1, 2 and 3 on mnist").doesNotContain("not all");
  }

  @Test
  void namesALineThatDiverges() {
    String svg =
        svg(
            cell(1, TEST, Status.COMPLETED, 0.9, 0.95),
            cell(2, TEST, Status.FAILED, 0.9, Double.NaN),
            cell(3, TEST, Status.QUEUED));

    assertThat(svg)
        .contains(">cell 2<", "1 of 4 points left out", "failed: trial 2/1", "queued: trial 3/1")
        .doesNotContain(">cell 3<");
  }

  @Test
  void saysThatThereIsNothingYet() {
    assertThat(svg(cell(1, TEST, Status.QUEUED), cell(2, TEST, Status.RUNNING)))
        .contains("no finished epoch yet");
  }

  @Test
  void saysThatImagesDiffer() {
    ValidationImages heldOut = new ValidationImages(Validation.Source.HOLDOUT, 6_000);

    assertThat(svg(cell(1, TEST, Status.COMPLETED, 0.9), cell(2, heldOut, Status.COMPLETED, 0.95)))
        .contains("not all are validated on the same images");
  }

  private static double height(String words, String svg) {
    return Pattern.compile("translate\\([0-9.]+ ([0-9.]+)\\)[^>]*>" + words + "<")
        .matcher(svg)
        .results()
        .mapToDouble(found -> Double.parseDouble(found.group(1)))
        .findFirst()
        .orElseThrow();
  }

  private static String svg(ComparedCell... cells) {
    ExperimentComparison all = new ExperimentComparison(Metric.ACCURACY, List.of(cells), List.of());
    byte[] svg = ComparisonChart.of(all, new Picture.Size(800, 500)).svg();
    return new String(svg, StandardCharsets.UTF_8);
  }

  /** With two replicates, one percent of its accuracy apart. */
  private static ComparedCell cell(
      int number, ValidationImages validation, Status status, double... accuracies) {
    List<Spread> epochs = new ArrayList<>();
    for (double accuracy : accuracies) {
      epochs.add(Spread.of(List.of(0.995 * accuracy, 1.005 * accuracy)));
    }
    Band band = new Band(epochs);
    List<ComparedTrial> trials =
        Stream.of(status, Status.COMPLETED)
            .map(each -> new ComparedTrial(1, 1, 1, each, accuracies.length))
            .toList();
    return new ComparedCell(
        number,
        "cell " + number,
        number,
        "name",
        "mnist",
        Map.of(),
        trials,
        1,
        validation,
        null,
        null,
        null,
        new MeanCurves(band, band));
  }
}
