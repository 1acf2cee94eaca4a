package dev.trainyard.chart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.chart.Picture.Size;
import dev.trainyard.outcome.Curves;
import dev.trainyard.outcome.Curves.TrialCurve;
import dev.trainyard.outcome.Figure;
import dev.trainyard.outcome.Reference;
import dev.trainyard.outcome.Sweep;
import dev.trainyard.training.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SweepChartTest {
  private static final List<Double> L2 = List.of(1e-6, 1e-5, 1e-4, 3e-4, 1e-3);
  private static final Standing DONE = new Standing(List.of(), null);
  private static final Reference HINTON = new Reference("Hinton", 0.9847);

  @Test
  void drawsPointsAndTheReference() {
    Pixels pixels = Pixels.of(picture(SampleCurves.sweep(L2, 3, 20)));
    assertThat(pixels.size()).isEqualTo(new Size(800, 500));
    assertThat(pixels.count(Palette.BLUE)).isGreaterThan(100);
    assertThat(pixels.count(Palette.GREY)).isGreaterThan(100);
  }

  @Test
  void drawsALineForEachValueOfASecondParameter() {
    Pixels pixels = Pixels.of(picture(SampleCurves.grid(L2, List.of(32, 64, 128), 2)));
    assertThat(Palette.LINES.subList(0, 3))
        .allSatisfy(colour -> assertThat(pixels.count(colour)).isGreaterThan(100));
  }

  @Test
  void drawsAPanelForEachOfManyValuesOfASecondParameter() {
    String svg = svg(SampleCurves.grid(L2, List.of(8, 16, 32, 64, 128), 2));
    assertThat(svg)
        .contains(">batchSize = 8<", ">batchSize = 128<", ">the other panels<")
        .contains(">mean of 2 trials<", ">Hinton: 98.47%<");
    // The labels of an axis that all share stand once for each column, its title once.
    assertThat(svg.split(">training.l2 \\(logarithmic scale\\)<", -1)).hasSize(2);
    assertThat(svg.split(">10⁻³<", -1)).hasSize(4);
  }

  @Test
  void showsOfVeryManyCellsThoseBesideTheLeadingOne() {
    List<TrialCurve> trials = new ArrayList<>();
    for (int cell = 0; cell < 256; cell++) {
      Map<String, Object> at = new LinkedHashMap<>();
      for (int p = 0; p < 8; p++) {
        at.put("network.layers[%d].units".formatted(p), 10 + (cell >> p & 1));
      }
      trials.add(SampleCurves.trial(cell + 1, 1, 2, cell / 1e5, at));
    }
    String svg = svg(new Curves(1, trials));
    assertThat(svg.split(">one trial each<", -1)).hasSize(2);
    assertThat(svg).contains(">only the cells with layers[6].units = 10,");
    assertThat(svg.split("stroke=\"#0072b2\"", -1).length).isBetween(16, 40);
  }

  @Test
  void drawsAPanelForEachParameterOfASearchWithAllCellsInIt() {
    List<TrialCurve> trials = new ArrayList<>();
    for (int cell = 0; cell < 16; cell++) {
      Map<String, Object> at = new LinkedHashMap<>();
      at.put("training.l2", Math.pow(10, -6 + cell / 5.0));
      at.put("network.layers[1].units", 8 + 7 * cell % 16);
      at.put("training.engine", cell % 2 == 0 ? "dl4j" : "fused");
      trials.add(SampleCurves.trial(cell + 1, 1, 2, cell / 1e5, at));
    }
    Curves curves = new Curves(1, trials);
    String svg = svg(curves);
    assertThat(svg)
        .contains(">l2 (logarithmic scale)<", ">layers[1].units<", ">engine<")
        .contains(">one trial each<", ">the best: ");
    Pixels pixels = Pixels.of(picture(curves));
    assertThat(pixels.count(Palette.BLUE)).isGreaterThan(3 * 15 * 20);
    assertThat(pixels.count(Palette.VERMILLION)).isGreaterThan(3 * 20);
  }

  @Test
  void tellsTheRungsOfAHalvingApart() {
    List<TrialCurve> trials = new ArrayList<>();
    for (int cell = 0; cell < 9; cell++) {
      int epochs = cell < 6 ? 1 : cell < 8 ? 3 : 9;
      TrialCurve trial =
          SampleCurves.trial(cell + 1, 1, epochs, 0, Map.of("training.l2", Math.pow(10, -cell)));
      trials.add(epochs < 9 ? SampleCurves.pruned(trial) : trial);
    }
    Curves curves = new Curves(1, trials);
    assertThat(svg(curves))
        .contains(">after 1 epoch<", ">after 3 epochs<", ">one trial each<")
        .contains(">the best, after 9 epochs:<")
        .doesNotContain("stroke=\"#0072b2\"");
    Pixels pixels = Pixels.of(picture(curves));
    assertThat(pixels.count(Palette.pale(Palette.BLUE, 0.35))).isGreaterThan(6 * 20);
    assertThat(pixels.count(Palette.VERMILLION)).isGreaterThan(20);
  }

  @Test
  void drawsASweepThatHasJustBegun() {
    Curves running = SampleCurves.unfinished(SampleCurves.sweep(L2, 2, 3));
    assertThat(Pixels.of(picture(running)).count(Palette.BLUE)).isZero();
  }

  @Test
  void drawsASingleValue() {
    assertThat(Pixels.of(picture(SampleCurves.sweep(List.of(0.0), 1, 3))).count(Palette.BLUE))
        .isPositive();
  }

  @Test
  void showsAllOfALongTitle() {
    Sweep sweep = Sweep.of(SampleCurves.sweep(L2, 3, 20), Metric.ACCURACY, HINTON);
    String title =
        "Experiment 12: learning rate and batch size of everything (own network on mnist)";
    Picture picture =
        SweepChart.of(sweep, Metric.ACCURACY, Figure.BEST, title, DONE, new Size(800, 500));

    assertThat(new String(picture.svg(), UTF_8)).contains(">" + title + "<");
    Pixels pixels = Pixels.of(picture);
    assertThat(pixels.count(Palette.INK)).isPositive();
    assertThat(pixels.isWhite(0, 0, 10, 500)).isTrue();
    assertThat(pixels.isWhite(792, 0, 8, 40)).isTrue();
  }

  @Test
  void drawsTheSameAsVectors() {
    assertThat(new String(picture(SampleCurves.sweep(L2, 3, 20)).svg(), UTF_8))
        .contains("viewBox=\"0 0 800 500\"", "stroke=\"#0072b2\"");
  }

  private static String svg(Curves curves) {
    return new String(picture(curves).svg(), UTF_8);
  }

  private static Picture picture(Curves curves) {
    Sweep sweep = Sweep.of(curves, Metric.ACCURACY, HINTON);
    return SweepChart.of(sweep, Metric.ACCURACY, Figure.BEST, "Title", DONE, new Size(800, 500));
  }
}
