package dev.trainyard.comparison;

import dev.trainyard.chart.Axes;
import dev.trainyard.chart.Axis;
import dev.trainyard.chart.Content;
import dev.trainyard.chart.Ink;
import dev.trainyard.chart.Line;
import dev.trainyard.chart.Look;
import dev.trainyard.chart.Palette;
import dev.trainyard.chart.Picture;
import dev.trainyard.chart.Plot;
import dev.trainyard.chart.Range;
import dev.trainyard.chart.Ribbon;
import dev.trainyard.chart.Scale;
import dev.trainyard.outcome.Band;
import dev.trainyard.outcome.Status;
import dev.trainyard.training.Metric;
import java.awt.Color;
import java.awt.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Draws the validation curves of several cells over each other: the mean of the replicates of each
 * with a band of one standard deviation, and its name at its end.
 */
final class ComparisonChart {
  private static final int MOST_MARKERS = 30;
  private static final String SPREAD =
      "mean of the replicates, with a band of one standard deviation";

  /** Of the layout's width, what is not between the axes. */
  private static final double AXES = 92;

  private final ExperimentComparison comparison;
  private final Range drawn = new Range();
  private final List<Content> contents = new ArrayList<>();
  private final List<Content> edges = new ArrayList<>();
  private final List<Content> lines = new ArrayList<>();
  private final List<EndLabels.Label> labels = new ArrayList<>();
  private int epochs = 1;

  private ComparisonChart(ExperimentComparison comparison) {
    this.comparison = comparison;
  }

  static Picture of(ExperimentComparison comparison, Picture.Size size) {
    ComparisonChart chart = new ComparisonChart(comparison);
    return new Picture(chart.plot(size.layout().width()), size);
  }

  private Plot plot(double width) {
    List<Color> colours = Palette.lines(comparison.cells().size());
    for (ComparedCell cell : comparison.cells()) {
      epochs = Math.max(epochs, cell.curve().validation().epochs().size());
    }
    for (int i = 0; i < colours.size(); i++) {
      add(comparison.cells().get(i), colours.get(i), Look.MARKERS.get(i % Look.MARKERS.size()));
    }
    Metric metric = comparison.metric();
    Scale up = Axes.scale(metric, drawn);
    List<String> notes = drawn.notes(up.logarithmic());
    notes.addAll(notes());
    Axis upwards = new Axis("Validation " + Axes.title(metric).toLowerCase(Locale.ROOT), up);
    if (lines.isEmpty()) {
      notes.addFirst("no finished epoch yet");
      return new Plot(title(), new Axis("Epoch", up), upwards, List.of(), List.of(), notes);
    }
    contents.addAll(edges);
    contents.addAll(lines);
    EndLabels ends = new EndLabels(labels, epochs);
    contents.add(ends);
    return new Plot(
        title(),
        isSpread() ? SPREAD : "",
        new Axis("Epoch", across(ends.room(width) / (width - AXES))),
        upwards,
        contents,
        List.of(),
        notes);
  }

  private void add(ComparedCell cell, Color colour, Shape marker) {
    Band band = cell.curve().validation();
    if (band.epochs().isEmpty()) {
      return;
    }
    Look look = new Look(colour, Ink.SOLID, epochs <= MOST_MARKERS ? marker : null);
    Ribbon ribbon = Ribbon.of(band, Axes.unit(comparison.metric()), colour);
    Line line = ribbon.line(look);
    drawn.add(ribbon.means(), ribbon.deviations());
    contents.add(ribbon);
    edges.add(edge(line, ribbon, 1));
    edges.add(edge(line, ribbon, -1));
    lines.add(line);
    int last = line.y().length - 1;
    while (last > 0 && !Double.isFinite(line.y()[last])) {
      last--; // A diverging line ends where it is last seen.
    }
    Look key = new Look(colour, null, marker);
    labels.add(new EndLabels.Label(cell.label(), key, line.x()[last], line.y()[last]));
  }

  /** So that a band is seen where others lie over it. */
  private static Line edge(Line line, Ribbon ribbon, int side) {
    double[] y = new double[ribbon.means().length];
    Arrays.setAll(y, i -> ribbon.means()[i] + side * ribbon.deviations()[i]);
    return new Line(line.x(), y, new Look(Palette.pale(ribbon.color(), 0.5), Ink.HAIR, null));
  }

  /**
   * The epochs, and to their right room for the names.
   *
   * @param share of the width between the axes that the names take
   */
  private Scale across(double share) {
    double margin = epochs == 1 ? 0.5 : 0.02 * epochs;
    Scale plain = Scale.wholeNumbersTo(epochs, margin);
    double length = (plain.high() - plain.low()) / (1 - share);
    return new Scale(plain.low(), plain.low() + length, false, plain.ticks());
  }

  private String title() {
    List<String> ids =
        comparison.cells().stream()
            .map(cell -> String.valueOf(cell.experiment()))
            .distinct()
            .toList();
    List<String> datasets =
        comparison.cells().stream().map(ComparedCell::dataset).distinct().toList();
    return "%s %s on %s"
        .formatted(
            ids.size() == 1 ? "Experiment" : "Experiments", enumerated(ids), enumerated(datasets));
  }

  private static String enumerated(List<String> words) {
    int last = words.size() - 1;
    return last == 0
        ? words.getFirst()
        : "%s and %s".formatted(String.join(", ", words.subList(0, last)), words.get(last));
  }

  private boolean isSpread() {
    return comparison.cells().stream().anyMatch(cell -> cell.trials().size() > 1);
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    long basis =
        comparison.cells().stream()
            .map(cell -> List.of(cell.dataset(), cell.validation()))
            .distinct()
            .count();
    if (basis > 1) {
      notes.add("not all are validated on the same images, so small distances say nothing");
    }
    for (Status status : List.of(Status.QUEUED, Status.RUNNING, Status.FAILED, Status.CANCELLED)) {
      List<String> of =
          comparison.cells().stream()
              .flatMap(
                  cell ->
                      cell.trials().stream()
                          .filter(trial -> trial.status() == status)
                          .map(trial -> "%d/%d".formatted(cell.experiment(), trial.trial())))
              .toList();
      if (!of.isEmpty()) {
        notes.add(
            "%s: %s %s"
                .formatted(
                    status.name().toLowerCase(Locale.ROOT),
                    of.size() == 1 ? "trial" : "trials",
                    String.join(", ", of)));
      }
    }
    return notes;
  }
}
