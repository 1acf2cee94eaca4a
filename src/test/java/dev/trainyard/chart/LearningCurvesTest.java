package dev.trainyard.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.chart.Picture.Size;
import dev.trainyard.experiment.Curves;
import dev.trainyard.experiment.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LearningCurvesTest {

  @Test
  void draws() throws IOException {
    Map<String, Curves> all =
        Map.of(
            "many",
                SampleCurves.sweep(
                    java.util.stream.IntStream.range(0, 27)
                        .mapToObj(i -> Math.pow(10, -6 + i / 9.0))
                        .toList(),
                    1,
                    12),
            "one", SampleCurves.replicates(1, 10),
            "one40", SampleCurves.replicates(1, 40),
            "first", SampleCurves.replicates(1, 1),
            "two", SampleCurves.replicates(1, 2),
            "three", SampleCurves.replicates(3, 10),
            "ten", SampleCurves.replicates(10, 40),
            "sweep", SampleCurves.sweep(List.of(1e-6, 1e-5, 1e-4, 3e-4, 1e-3), 3, 40),
            "none", SampleCurves.replicates(1, 0));
    Path dir = Files.createDirectories(Path.of("target/pictures"));
    for (var entry : all.entrySet()) {
      for (Metric metric : Metric.values()) {
        for (Size size : List.of(new Size(800, 500), new Size(1600, 1000))) {
          Picture picture =
              LearningCurves.of(entry.getValue(), metric, "Experiment 1: baseline on mnist", size);
          String name = entry.getKey() + "-" + metric + "-" + size.width();
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
