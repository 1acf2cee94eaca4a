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
  void draws() throws IOException {
    Map<String, Curves> all =
        Map.of(
            "l2", SampleCurves.sweep(List.of(1e-6, 1e-5, 1e-4, 3e-4, 1e-3), 3, 40),
            "zero", SampleCurves.sweep(List.of(0.0, 1e-6, 1e-5, 1e-4, 1e-3), 3, 40),
            "single", SampleCurves.sweep(List.of(1e-4), 1, 40),
            "two", SampleCurves.grid(List.of(1e-6, 1e-5, 1e-4, 1e-3), List.of(64, 128, 256), 3),
            "heat",
                SampleCurves.grid(
                    List.of(0.0, 1e-6, 1e-5, 1e-4, 2e-4, 5e-4, 1e-3),
                    List.of(16, 32, 64, 128, 256, 512, 1024, 2048),
                    3),
            "none", SampleCurves.unfinished(SampleCurves.sweep(List.of(1e-6, 1e-5), 1, 3)));
    Path dir = Files.createDirectories(Path.of("target/pictures"));
    for (var entry : all.entrySet()) {
      for (Metric metric : Metric.values()) {
        for (Size size : List.of(new Size(800, 500), new Size(1600, 1000))) {
          Sweep sweep = Sweep.of(entry.getValue(), metric, new Reference("Hinton", 0.9847));
          Picture picture =
              SweepChart.of(
                  sweep,
                  metric,
                  Figure.BEST,
                  "Experiment 2: weight decay (hinton-500-300 on mnist)",
                  size);
          String name = "sweep_" + entry.getKey() + "-" + metric + "-" + size.width();
          Files.write(dir.resolve(name + ".png"), picture.png());
          if (size.width() == 800) {
            Files.write(dir.resolve(name + ".svg"), picture.svg());
          }
        }
      }
    }
    assertThat(dir).isNotEmptyDirectory();
  }
}
