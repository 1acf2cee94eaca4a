package dev.trainyard.chart;

import static dev.trainyard.chart.LearningCurvesTest.image;
import static dev.trainyard.chart.LearningCurvesTest.pixels;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.experiment.Curves;
import dev.trainyard.experiment.Metric;
import dev.trainyard.experiment.Reference;
import dev.trainyard.experiment.Sweep;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SweepChartTest {

  @Test
  void drawsAPointWithItsErrorBarForEachCell() throws IOException {
    Picture picture = draw(SampleCurves.sweep(List.of(1e-6, 1e-5, 1e-4, 3e-4, 1e-3), 3, 10));

    assertThat(pixels(image(picture), Palette.lines(1).getFirst())).isGreaterThan(50);
  }

  @Test
  void putsValuesThatAreSpacedSoOnALogarithmicAxis() {
    assertThat(Positions.of(List.of(1e-6, 1e-5, 1e-4, 1e-3)).logarithmic()).isTrue();
    assertThat(Positions.of(List.of(16, 32, 48)).logarithmic()).isFalse();
  }

  private static Picture draw(Curves curves) {
    Sweep sweep = Sweep.of(curves, Metric.ACCURACY, new Reference("Hinton", 0.9847));
    return SweepChart.of(
        sweep, Metric.ACCURACY, Figure.FINAL, "Experiment 2", new Picture.Size(800, 500));
  }
}
