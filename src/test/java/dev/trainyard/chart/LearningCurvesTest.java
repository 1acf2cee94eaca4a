package dev.trainyard.chart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.chart.Picture.Size;
import dev.trainyard.outcome.Curves;
import dev.trainyard.outcome.Curves.TrialCurve;
import dev.trainyard.training.EpochMetrics;
import dev.trainyard.training.Metric;
import java.awt.Color;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;

class LearningCurvesTest {
  private static final Standing DONE = new Standing(List.of(), null);
  private static final Size USUAL = new Size(800, 500);

  @Test
  void drawsTrainingAndValidationInColoursThatAllReadersCanTellApart() {
    Pixels pixels = Pixels.of(picture(SampleCurves.replicates(1, 10), USUAL));
    assertThat(pixels.count(Palette.BLUE)).isGreaterThan(300);
    assertThat(pixels.count(Palette.VERMILLION)).isGreaterThan(300);
  }

  @ParameterizedTest
  @EnumSource
  void growsWithThePicture(Metric metric) {
    Curves curves = SampleCurves.replicates(1, 10);
    Size large = new Size(1600, 1000);
    Pixels small = Pixels.of(LearningCurves.of(curves, metric, "Title", DONE, USUAL));
    Pixels big = Pixels.of(LearningCurves.of(curves, metric, "Title", DONE, large));
    assertThat(big.size()).isEqualTo(large);
    assertThat(big.count(Palette.VERMILLION))
        .as("twice as long and twice as thick")
        .isBetween(3 * small.count(Palette.VERMILLION), 8 * small.count(Palette.VERMILLION));
  }

  @Test
  void drawsABandForManyTrials() {
    Color band = Palette.pale(Palette.VERMILLION, 0.2);
    assertThat(Pixels.of(picture(spread(6), USUAL)).count(band)).isLessThan(20);
    assertThat(Pixels.of(picture(spread(7), USUAL)).count(band)).isGreaterThan(10_000);
  }

  /** Trials that differ by one percent from one to the next. */
  private static Curves spread(int trials) {
    return new Curves(
        1, IntStream.range(0, trials).mapToObj(i -> level(i + 1, 0.9 + 0.01 * i)).toList());
  }

  private static TrialCurve level(int trial, double accuracy) {
    List<EpochMetrics> epochs =
        IntStream.rangeClosed(1, 5)
            .mapToObj(epoch -> new EpochMetrics(epoch, 1, accuracy, 1, accuracy, 0.1, 1))
            .toList();
    return SampleCurves.completed(trial, trial, Map.of(), epochs);
  }

  @Test
  void givesEachCellOfASweepItsColour() {
    List<Double> values = List.of(1e-6, 1e-5, 1e-4, 1e-3);
    Pixels pixels = Pixels.of(picture(SampleCurves.sweep(values, 3, 20), USUAL));
    assertThat(Palette.LINES.subList(0, 4))
        .allSatisfy(colour -> assertThat(pixels.count(colour)).isGreaterThan(50));
  }

  @Test
  void drawsAnyNumberOfCells() {
    List<Double> values = IntStream.rangeClosed(1, 60).mapToObj(i -> i / 1e5).toList();
    assertThat(Pixels.of(picture(SampleCurves.sweep(values, 1, 3), USUAL)).size()).isEqualTo(USUAL);
  }

  @Test
  void drawsAnExperimentThatHasJustBegun() {
    for (int epochs = 0; epochs <= 2; epochs++) {
      Pixels pixels = Pixels.of(picture(SampleCurves.replicates(1, epochs), USUAL));
      assertThat(pixels.count(Palette.VERMILLION) > 0).isEqualTo(epochs > 0);
    }
  }

  @Test
  void drawsTheSmallestAndTheLargestPicture() {
    for (Size size : List.of(new Size(400, 250), new Size(4000, 250), new Size(400, 3000))) {
      assertThat(Pixels.of(picture(SampleCurves.replicates(1, 10), size)).size()).isEqualTo(size);
    }
  }

  @Test
  void drawsTheSameAsVectors() throws Exception {
    byte[] svg = picture(SampleCurves.replicates(1, 10), USUAL).svg();
    Element root =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg))
            .getDocumentElement();
    assertThat(root.getAttribute("viewBox")).isEqualTo("0 0 800 500");
    assertThat(new String(svg, UTF_8)).contains("stroke=\"#d55e00\"");
  }

  private static Picture picture(Curves curves, Size size) {
    return LearningCurves.of(
        curves, Metric.ACCURACY, "Experiment 1: baseline on mnist", DONE, size);
  }
}
