package dev.trainyard.chart;

import dev.trainyard.outcome.Reference;
import dev.trainyard.outcome.Spread;
import dev.trainyard.outcome.Sweep;
import dev.trainyard.outcome.Sweep.SweepCell;
import dev.trainyard.training.Metric;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Draws a sweep: the first parameter on the axis, the mean of the replicates as a point, their
 * standard deviation as its error bar, a line for each value of the other parameters; where that
 * were too many lines, a heat map.
 */
final class SweepChart {
  private final Sweep sweep;
  private final Metric metric;
  private final Figure figure;
  private final String swept;
  private final Labels labels;
  private final Positions positions;
  private final Axis across;
  private final Range drawn = new Range();
  private final List<Content> contents = new ArrayList<>();
  private final List<Legend.Entry> legend = new ArrayList<>();

  private SweepChart(Sweep sweep, Metric metric, Figure figure) {
    this.sweep = sweep;
    this.metric = metric;
    this.figure = figure;
    this.swept = sweep.parameters().getFirst();
    this.labels = Labels.of(sweep.cells().stream().map(SweepCell::parameters).toList());
    this.positions =
        Positions.of(
            sweep.cells().stream().map(cell -> cell.parameters().get(swept)).distinct().toList());
    this.across = positions.axis(swept, value -> labels.value(swept, value));
  }

  /**
   * The picture of a sweep over at least one parameter.
   *
   * @param figure which of a trial's epochs counts
   * @param standing of all trials
   */
  static Picture of(
      Sweep sweep,
      Metric metric,
      Figure figure,
      String title,
      Standing standing,
      Picture.Size size) {
    Plot plot =
        SweepHeatMap.suits(sweep)
            ? SweepHeatMap.plot(sweep, metric, figure, title, standing)
            : new SweepChart(sweep, metric, figure).plot(title, standing);
    return new Picture(plot, size);
  }

  private Plot plot(String title, Standing standing) {
    Map<Map<String, Object>, List<SweepCell>> lines = new LinkedHashMap<>();
    for (SweepCell cell : sweep.cells()) {
      if (figure.of(cell) != null) {
        Map<String, Object> others = new LinkedHashMap<>(cell.parameters());
        others.remove(swept);
        lines.computeIfAbsent(others, _ -> new ArrayList<>()).add(cell);
      }
    }
    if (!lines.isEmpty()) {
      lines(lines);
    }
    Scale scale = Axes.scale(metric, drawn);
    List<String> notes = drawn.notes(scale.logarithmic());
    notes.addAll(contents.isEmpty() ? standing.nothing("trial") : standing.notes());
    Axis up = new Axis(Axes.title(metric, figure), scale);
    return new Plot(title, "", across, up, true, contents, legend, notes);
  }

  private void lines(Map<Map<String, Object>, List<SweepCell>> lines) {
    List<Color> colours = Palette.lines(lines.size());
    BasicStroke stroke = positions.spacing().isNumeric() ? Ink.THIN : null;
    boolean alone = sweep.parameters().size() == 1;
    int i = 0;
    for (Map.Entry<Map<String, Object>, List<SweepCell>> line : lines.entrySet()) {
      Look look = new Look(colours.get(i), stroke, Look.MARKERS.get(i % Look.MARKERS.size()));
      contents.add(line(line.getValue(), look));
      legend.add(
          alone
              ? new Legend.Entry(meaning(), look)
              : new Legend.Entry(List.of(labels.of(line.getKey())), look));
      i++;
    }
    if (!alone) {
      legend.add(new Legend.Entry(meaning(), new Look(Palette.GREY, Ink.THIN, Look.CIRCLE)));
    }
    if (sweep.reference() != null && metric == Metric.ACCURACY) {
      reference(sweep.reference());
    }
  }

  private Line line(List<SweepCell> unordered, Look look) {
    double unit = Axes.unit(metric);
    List<SweepCell> cells =
        unordered.stream().sorted(Comparator.comparingDouble(this::place)).toList();
    List<Spread> spreads =
        cells.stream().map(cell -> Objects.requireNonNull(figure.of(cell))).toList();
    double[] means = spreads.stream().mapToDouble(spread -> unit * spread.mean()).toArray();
    double[] bars = spreads.stream().mapToDouble(spread -> unit * spread.errorBar()).toArray();
    drawn.add(means, bars);
    return new Line(cells.stream().mapToDouble(this::place).toArray(), means, bars, look);
  }

  private double place(SweepCell cell) {
    return positions.of(cell.parameters().get(swept));
  }

  private void reference(Reference reference) {
    double value = Axes.unit(metric) * reference.value();
    Look look = new Look(Palette.GREY, Ink.DASHED, null);
    drawn.add(new double[] {value}, new double[] {0});
    contents.add(
        new Line(
            new double[] {-Double.MAX_VALUE, Double.MAX_VALUE}, new double[] {value, value}, look));
    legend.add(
        new Legend.Entry(
            List.of("%s: %s %%".formatted(reference.label(), Numbers.text(value))), look));
  }

  private List<String> meaning() {
    String basis = basis(sweep);
    return basis.startsWith("mean") ? List.of(basis, "± standard deviation") : List.of(basis);
  }

  /** How many replicates the points rest on. */
  static String basis(Sweep sweep) {
    var counts =
        sweep.cells().stream()
            .mapToInt(SweepCell::count)
            .filter(count -> count > 0)
            .summaryStatistics();
    if (counts.getMax() == 1) {
      return "one trial each";
    }
    String count = counts.getMin() == counts.getMax() ? "" : counts.getMin() + " to ";
    return "mean of %s%d trials".formatted(count, counts.getMax());
  }
}
