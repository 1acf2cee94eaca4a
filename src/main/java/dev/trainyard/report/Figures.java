package dev.trainyard.report;

import dev.trainyard.catalog.SampleSheet;
import dev.trainyard.chart.Charts;
import dev.trainyard.chart.IntervalChart;
import dev.trainyard.chart.Letters;
import dev.trainyard.chart.ShiftChart;
import dev.trainyard.dataset.ImageDataset;
import dev.trainyard.report.print.Drawing;
import dev.trainyard.statistics.Interval;
import dev.trainyard.training.Metric;
import java.awt.Font;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Draws the figures of a report by their keys: {@code samples}, {@code changes}, {@code shifts},
 * {@code missed}, and {@code errors-} or {@code loss-} with the key of an experiment.
 *
 * @param shifts null until the networks are trained
 * @param findings as {@link Findings} has them
 */
record Figures(
    List<Run> runs,
    ImageDataset dataset,
    @Nullable Shifts shifts,
    Map<String, @Nullable Object> findings) {

  /**
   * In pixels of CSS: the width of the text on A4, and of one of two pictures beside each other.
   */
  private static final int WIDTH = 640;

  private static final int HALF = 316;
  private static final int CURVES = 180;
  private static final int SHIFTS = 205;
  private static final double SAMPLES = 0.34;
  private static final Font LETTERS = Letters.plain(1).font();

  /** How much larger a chart is laid out: its letters get smaller than those of the text. */
  private static final double DENSITY = 1.3;

  private static final int ROW = 16;
  private static final int AXIS = 40;

  /**
   * A figure.
   *
   * @throws IllegalArgumentException if there is none with this key
   */
  Drawing draw(String key) {
    int dash = key.indexOf('-');
    return switch (dash < 0 ? key : key.substring(0, dash)) {
      case "samples" -> samples();
      case "changes" -> changes();
      case "missed" -> new MissedDigits((Mistakes) required(findings.get("mistakes"), key)).draw();
      case "shifts" -> shifts(required(shifts, key));
      case "errors" -> errors(run(key.substring(dash + 1)));
      case "loss" -> loss(run(key.substring(dash + 1)));
      default -> throw new IllegalArgumentException("there is no figure " + key);
    };
  }

  private Drawing samples() {
    SampleSheet sheet = SampleSheet.ofTraining(dataset);
    return new Drawing(
        sheet.rowWidth() * SAMPLES,
        sheet.rowsHeight() * SAMPLES,
        graphics -> {
          graphics.scale(SAMPLES, SAMPLES);
          sheet.paintRows(graphics, LETTERS);
        });
  }

  private static Drawing shifts(Shifts shifts) {
    List<ShiftChart.Curve> curves =
        List.of(
            new ShiftChart.Curve("fully connected", shifts.dense()),
            new ShiftChart.Curve("convolutional", shifts.convolutional()),
            new ShiftChart.Curve("fully connected, trained on shifts", shifts.shifted()));
    return chart(WIDTH, SHIFTS, (w, h) -> Charts.shifts(curves, "", w, h));
  }

  private static Drawing errors(Run run) {
    return chart(HALF, CURVES, (w, h) -> Charts.errorRates(run.curves(), w, h));
  }

  private static Drawing loss(Run run) {
    return chart(
        HALF, CURVES, (w, h) -> Charts.learningCurves(run.curves(), Metric.LOSS, "", w, h));
  }

  private Drawing changes() {
    List<IntervalChart.Group> groups = new ArrayList<>();
    group(groups, "Weight decay, against none", "decay");
    group(groups, "What Hinton does not state, against the training above", "changes");
    group(groups, "Convolutional network, against all of it", "parts");
    int lines = groups.stream().mapToInt(group -> group.rows().size() + 1).sum();
    return chart(
        WIDTH,
        AXIS + ROW * lines,
        (w, h) ->
            Charts.intervals(groups, "Test images gained (right) or lost (left), of 10,000", w, h));
  }

  private void group(List<IntervalChart.Group> groups, String name, String table) {
    Contrasts contrasts = (Contrasts) required(findings.get(table), table);
    List<Contrast> rows = contrasts.rows();
    if (!rows.isEmpty()) {
      groups.add(
          new IntervalChart.Group(name, rows.stream().map(row -> row(row, contrasts)).toList()));
    }
  }

  private static IntervalChart.Row row(Contrast of, Contrasts table) {
    Interval seeds = of.otherSeeds();
    Interval images = of.otherImages();
    return new IntervalChart.Row(
        of.change(),
        of.net(),
        of.nets(),
        seeds == null ? null : new IntervalChart.Bar(seeds.from(), seeds.to()),
        new IntervalChart.Bar(images.from(), images.to()),
        table.alone().contains(of));
  }

  private static Drawing chart(int width, int height, Chart chart) {
    Consumer<Graphics2D> painter = chart.at((int) (width * DENSITY), (int) (height * DENSITY));
    return new Drawing(
        width,
        height,
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
