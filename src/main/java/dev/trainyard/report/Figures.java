package dev.trainyard.report;

import dev.trainyard.catalog.SampleSheet;
import dev.trainyard.chart.Charts;
import dev.trainyard.chart.ShiftCurve;
import dev.trainyard.dataset.ImageDataset;
import dev.trainyard.report.print.Drawing;
import dev.trainyard.training.Metric;
import java.awt.Graphics2D;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Draws the figures of a report by their keys: {@code samples}, {@code shifts}, and {@code
 * accuracy-}, {@code loss-} or {@code sweep-} with the key of an experiment.
 *
 * @param shifts null until both networks are trained
 */
record Figures(List<Run> runs, ImageDataset dataset, @Nullable Shifts shifts) {

  /** In pixels of CSS: the width of the text on A4, and what leaves room for two on a page. */
  private static final int WIDTH = 640;

  private static final int HEIGHT = 370;
  private static final double SAMPLES = 0.56;

  /** How much larger a chart is laid out: its letters get smaller than those of the text. */
  private static final double DENSITY = 1.25;

  /**
   * A figure.
   *
   * @throws IllegalArgumentException if there is none with this key
   */
  Drawing draw(String key) {
    int dash = key.indexOf('-');
    return switch (dash < 0 ? key : key.substring(0, dash)) {
      case "samples" -> samples();
      case "shifts" -> shifts(required(shifts, key));
      case "accuracy" -> curves(run(key.substring(dash + 1)), Metric.ACCURACY);
      case "loss" -> curves(run(key.substring(dash + 1)), Metric.LOSS);
      case "sweep" -> sweep(run(key.substring(dash + 1)));
      default -> throw new IllegalArgumentException("there is no figure " + key);
    };
  }

  private Drawing samples() {
    SampleSheet sheet = SampleSheet.ofTraining(dataset);
    return new Drawing(
        sheet.width() * SAMPLES,
        sheet.height() * SAMPLES,
        graphics -> {
          graphics.scale(SAMPLES, SAMPLES);
          sheet.paint(graphics);
        });
  }

  private static Drawing shifts(Shifts shifts) {
    List<ShiftCurve> curves =
        List.of(
            new ShiftCurve("fully connected", shifts.dense()),
            new ShiftCurve("convolutional", shifts.convolutional()));
    return chart((w, h) -> Charts.shifts(curves, "Accuracy on shifted test images", w, h));
  }

  private static Drawing curves(Run run, Metric metric) {
    return chart((w, h) -> Charts.learningCurves(run.curves(), metric, run.spec().name(), w, h));
  }

  private static Drawing sweep(Run run) {
    return chart((w, h) -> Charts.finalAccuracies(run.sweep(), run.spec().name(), w, h));
  }

  private static Drawing chart(Chart chart) {
    int width = (int) (WIDTH * DENSITY);
    int height = (int) (HEIGHT * DENSITY);
    Consumer<Graphics2D> painter = chart.at(width, height);
    return new Drawing(
        WIDTH,
        HEIGHT,
        graphics -> {
          graphics.scale(1 / DENSITY, 1 / DENSITY);
          painter.accept(graphics);
        });
  }

  /** A chart that can be laid out at any size. */
  private interface Chart {
    Consumer<Graphics2D> at(int width, int height);
  }

  private Run run(String key) {
    return runs.stream()
        .filter(run -> run.key().equals(key))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no experiment " + key));
  }

  private static <T> T required(@Nullable T value, String key) {
    if (value == null) {
      throw new IllegalArgumentException("%s is not known yet".formatted(key));
    }
    return value;
  }
}
