package dev.trainyard.chart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.chart.Picture.Size;
import dev.trainyard.outcome.Curves;
import dev.trainyard.outcome.Figure;
import dev.trainyard.outcome.MainEffects;
import dev.trainyard.training.Metric;
import java.awt.Color;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Execution(ExecutionMode.CONCURRENT)
class EffectsChartTest {
  private static final List<Double> L2 = List.of(1e-5, 1e-4, 1e-3);

  @Test
  void hasABarForEveryTermAndAPanelForEveryParameter() {
    String svg = svg(SampleCurves.grid(L2, List.of(32, 64), 3));

    assertThat(svg)
        .contains(
            ">l2<",
            ">batchSize<",
            ">interaction<",
            ">seed, in all cells alike<",
            ">seed, in each cell<",
            ">Share of the variation (%)<",
            ">l2 (logarithmic scale)<",
            ">Best validation accuracy (% of images): 6 cells, 3 replicates<")
        .containsPattern(">9\\d\\.\\d%, p &#60; 0\\.001<")
        .containsPattern(">0\\.\\d%, p = 0\\.\\d\\d<");
  }

  @Test
  void showsWhatIsNoMoreThanChancePale() {
    Picture none = picture(SampleCurves.grid(List.of(0.1, 0.10001), List.of(32, 33), 3), 800, 500);
    Picture l2 = picture(SampleCurves.grid(List.of(0.0, 0.01), List.of(32, 33), 3), 800, 500);

    Color pale = Palette.pale(Palette.BLUE, 0.35);
    assertThat(Pixels.of(none).count(pale)).isGreaterThan(1000);
    assertThat(new String(none.svg(), UTF_8)).contains("pale: no more than chance (p &#62; 0.05)");
    assertThat(Pixels.of(l2).count(pale)).isLessThan(200);
    assertThat(Pixels.of(l2).count(Palette.BLUE)).isGreaterThan(4000);
  }

  @Test
  void saysThatOneReplicateTellsNothingOfChance() {
    String svg = svg(SampleCurves.grid(L2, List.of(32, 64), 1));

    assertThat(svg)
        .contains(">one replicate: nothing tells what chance does", "6 cells, one replicate<")
        .doesNotContain("p = ", ">seed, in each cell<");
  }

  @ParameterizedTest
  @CsvSource({"400, 250", "4000, 3000", "400, 3000", "4000, 250"})
  void fillsPicturesOfAnyShape(int width, int height) {
    Picture picture = picture(SampleCurves.grid(L2, List.of(32, 64), 2), width, height);

    assertThat(Pixels.of(picture).size()).isEqualTo(new Size(width, height));
    assertThat(Pixels.of(picture).count(Palette.BLUE)).isGreaterThan(500);
  }

  private static String svg(Curves curves) {
    return new String(picture(curves, 800, 500).svg(), UTF_8);
  }

  private static Picture picture(Curves curves, int width, int height) {
    MainEffects effects = MainEffects.of(curves, Metric.ACCURACY, Figure.BEST);
    return EffectsChart.of(effects, Metric.ACCURACY, "Title", new Size(width, height));
  }
}
