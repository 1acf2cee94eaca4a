package dev.trainyard.chart;

import dev.trainyard.chart.Plot.Panel;
import dev.trainyard.outcome.Figure;
import dev.trainyard.outcome.Reference;
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
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Draws a sweep: one parameter on the axis, the mean of the replicates as a point, their standard
 * deviation as its error bar, a line for each value of another parameter; where that were too many
 * lines, or there are more parameters, in small multiples ({@link Facets}). Cells that a search has
 * drawn, and those of which a halving has pruned some, stand as points along each of their
 * parameters, the paler the fewer epochs they had.
 */
final class SweepChart {
  private static final Look ELSEWHERE = new Look(Palette.pale(Palette.GREY, 0.35), Ink.HAIR, null);

  private static final Look DRAWN = new Look(Palette.BLUE, null, Look.CIRCLE);
  private static final Look BEST = new Look(Palette.VERMILLION, null, Look.DIAMOND);
  private static final double PALEST = 0.35;
  private static final int MOST_PARAMETERS = 24;

  private final Sweep sweep;
  private final Metric metric;
  private final Figure figure;
  private final Labels labels;
  private final Range drawn = new Range();
  private final List<Legend.Entry> legend = new ArrayList<>();

  private SweepChart(Sweep sweep, Metric metric, Figure figure) {
    this.sweep = sweep;
    this.metric = metric;
    this.figure = figure;
    this.labels = Labels.of(sweep.cells().stream().map(SweepCell::parameters).toList());
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
    return new Picture(new SweepChart(sweep, metric, figure).plot(title, standing), size);
  }

  private Plot plot(String title, Standing standing) {
    SweepCell leader = leader().orElse(null);
    boolean grid = sweep.formsGrid() && !halved();
    Facets facets = leader == null || !grid ? null : Facets.of(sweep, leader);
    List<Panel> panels =
        known(Map.of()).isEmpty() ? List.of() : facets == null ? scattered(leader) : panels(facets);
    Scale scale = Axes.scale(metric, drawn);
    List<String> notes = drawn.notes(scale.logarithmic());
    if (!grid && varied().size() > MOST_PARAMETERS) {
      notes.add("only the first %d of %d parameters".formatted(MOST_PARAMETERS, varied().size()));
    }
    if (facets != null && !facets.fixed().isEmpty()) {
      notes.add(
          "only the cells with %s, as the leading one has it".formatted(labels.of(facets.fixed())));
    }
    notes.addAll(panels.isEmpty() ? standing.nothing("trial") : standing.notes());
    return new Plot(
        title, "", null, panels, new Axis(Axes.title(metric, figure), scale), legend, notes);
  }

  /** The first of the cells with the best mean, but for pruned ones; empty while there is none. */
  private Optional<SweepCell> leader() {
    return known(Map.of()).stream()
        .filter(cell -> !cell.pruned())
        .min(Comparator.comparing(this::mean, metric.worstFirst().reversed()));
  }

  /** Those that have two values or more. */
  private List<String> varied() {
    return sweep.parameters().stream()
        .filter(name -> Facets.values(sweep, name).size() > 1)
        .toList();
  }

  /** Whether some cells have fewer epochs than others get. */
  private boolean halved() {
    return sweep.cells().stream().anyMatch(SweepCell::pruned);
  }

  /**
   * A panel for each parameter, with all cells in it.
   *
   * @param leader null where all cells that are known were pruned
   */
  private List<Panel> scattered(@Nullable SweepCell leader) {
    Map<Look, List<SweepCell>> others = others(leader);
    List<Line> reference = reference();
    List<Panel> panels = new ArrayList<>();
    for (String name : varied().stream().limit(MOST_PARAMETERS).toList()) {
      Positions positions = Positions.of(Facets.values(sweep, name));
      ToDoubleFunction<SweepCell> place = cell -> positions.of(cell.parameters().get(name));
      List<Line> contents = new ArrayList<>(reference);
      others.forEach((look, cells) -> contents.add(line(cells, place, look)));
      if (leader != null) {
        contents.add(line(List.of(leader), place, BEST));
      }
      panels.add(
          new Panel(
              "", positions.axis(labels.name(name), value -> labels.value(name, value)), contents));
    }
    legend.addAll(0, names(others, leader));
    return panels;
  }

  private List<Legend.Entry> names(Map<Look, List<SweepCell>> others, @Nullable SweepCell leader) {
    List<Legend.Entry> names = new ArrayList<>();
    if (halved()) {
      others.forEach(
          (look, cells) -> names.add(new Legend.Entry(List.of(after(cells.getFirst())), look)));
      names.add(new Legend.Entry(meaning(), new Look(Palette.GREY, null, Look.CIRCLE)));
    } else {
      names.add(new Legend.Entry(meaning(), DRAWN));
    }
    if (leader != null) {
      String cell = labels.of(leader.parameters());
      List<String> best =
          halved()
              ? List.of("the best, %s:".formatted(after(leader)), cell)
              : List.of("the best: " + cell);
      names.add(new Legend.Entry(best, BEST));
    }
    return names;
  }

  private static String after(SweepCell cell) {
    return "after %d %s".formatted(epochs(cell), epochs(cell) == 1 ? "epoch" : "epochs");
  }

  /** The cells that do not lead, of a halving by how many epochs they were trained for. */
  private Map<Look, List<SweepCell>> others(@Nullable SweepCell leader) {
    List<SweepCell> others = known(Map.of()).stream().filter(cell -> !cell.equals(leader)).toList();
    if (!halved()) {
      return Map.of(DRAWN, others);
    }
    List<Integer> rungs =
        known(Map.of()).stream().map(SweepChart::epochs).distinct().sorted().toList();
    Map<Look, List<SweepCell>> byLook = new LinkedHashMap<>();
    for (int rung = 0; rung < rungs.size(); rung++) {
      int epochs = rungs.get(rung);
      double opacity = PALEST + (1 - PALEST) * rung / rungs.size();
      Look pale = new Look(Palette.pale(Palette.BLUE, opacity), null, Look.CIRCLE);
      List<SweepCell> there = others.stream().filter(cell -> epochs(cell) == epochs).toList();
      if (!there.isEmpty()) {
        byLook.put(there.getFirst().pruned() ? pale : DRAWN, there);
      }
    }
    return byLook;
  }

  private static int epochs(SweepCell cell) {
    return Objects.requireNonNull(cell.epochs());
  }

  private List<Panel> panels(Facets facets) {
    Positions positions = Positions.of(Facets.values(sweep, facets.across()));
    Axis across = positions.axis(facets.across(), value -> labels.value(facets.across(), value));
    List<Look> looks = looks(facets.linesAt(Map.of(), sweep).size(), positions);
    List<Map<String, @Nullable Object>> places = facets.places(sweep);
    List<List<Line>> lines =
        places.stream().map(place -> lines(facets, place, positions, looks)).toList();
    boolean echoes = facets.lines() == null && places.size() > 1;
    names(facets, looks, lines.stream().flatMap(List::stream).map(Line::look).toList());
    if (echoes) {
      legend.add(new Legend.Entry(List.of("the other panels"), ELSEWHERE));
    }
    List<Line> reference = reference();
    List<Panel> panels = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      List<Line> contents = new ArrayList<>(echoes ? echoes(lines, i) : List.of());
      contents.addAll(lines.get(i));
      contents.addAll(reference);
      Map<String, @Nullable Object> own = new LinkedHashMap<>(places.get(i));
      own.keySet().retainAll(facets.panels());
      panels.add(new Panel(labels.of(own), across, contents));
    }
    return panels;
  }

  /** Those of a panel that have a point. */
  private List<Line> lines(
      Facets facets, Map<String, @Nullable Object> place, Positions positions, List<Look> looks) {
    List<Line> lines = new ArrayList<>();
    List<Map<String, @Nullable Object>> all = facets.linesAt(place, sweep);
    for (int i = 0; i < all.size(); i++) {
      List<SweepCell> cells = known(all.get(i));
      if (!cells.isEmpty()) {
        lines.add(
            line(
                cells, cell -> positions.of(cell.parameters().get(facets.across())), looks.get(i)));
      }
    }
    return lines;
  }

  /** The lines of all other panels, to be compared with. */
  private static List<Line> echoes(List<List<Line>> lines, int panel) {
    return IntStream.range(0, lines.size())
        .filter(i -> i != panel)
        .mapToObj(lines::get)
        .flatMap(List::stream)
        .map(other -> new Line(other.x(), other.y(), ELSEWHERE))
        .toList();
  }

  private static List<Look> looks(int count, Positions positions) {
    BasicStroke stroke = positions.spacing().isNumeric() ? Ink.THIN : null;
    List<Color> colours = Palette.lines(count);
    return IntStream.range(0, count)
        .mapToObj(i -> new Look(colours.get(i), stroke, Look.MARKERS.get(i % Look.MARKERS.size())))
        .toList();
  }

  /** The cells at a place that have a figure. */
  private List<SweepCell> known(Map<String, @Nullable Object> place) {
    return sweep.cells().stream()
        .filter(cell -> figure.of(cell) != null)
        .filter(cell -> cell.parameters().entrySet().containsAll(place.entrySet()))
        .toList();
  }

  private Line line(List<SweepCell> unordered, ToDoubleFunction<SweepCell> place, Look look) {
    double unit = Axes.unit(metric);
    List<SweepCell> cells = unordered.stream().sorted(Comparator.comparingDouble(place)).toList();
    double[] means = cells.stream().mapToDouble(cell -> unit * mean(cell)).toArray();
    double[] bars =
        cells.stream()
            .mapToDouble(cell -> unit * Objects.requireNonNull(figure.of(cell)).errorBar())
            .toArray();
    drawn.add(means, bars);
    return new Line(cells.stream().mapToDouble(place).toArray(), means, bars, look);
  }

  private double mean(SweepCell cell) {
    return Objects.requireNonNull(figure.of(cell)).mean();
  }

  /** Names the lines that are drawn. */
  private void names(Facets facets, List<Look> looks, List<Look> seen) {
    if (facets.lines() == null) {
      legend.add(new Legend.Entry(meaning(), looks.getFirst()));
      return;
    }
    List<Map<String, @Nullable Object>> lines = facets.linesAt(Map.of(), sweep);
    for (int i = 0; i < looks.size(); i++) {
      if (seen.contains(looks.get(i))) {
        legend.add(new Legend.Entry(List.of(labels.of(lines.get(i))), looks.get(i)));
      }
    }
    legend.add(new Legend.Entry(meaning(), new Look(Palette.GREY, Ink.THIN, Look.CIRCLE)));
  }

  private List<Line> reference() {
    Reference reference = sweep.reference();
    if (reference == null || metric != Metric.ACCURACY) {
      return List.of();
    }
    double value = Axes.unit(metric) * reference.value();
    Look look = new Look(Palette.GREY, Ink.DASHED, null);
    drawn.add(new double[] {value}, new double[] {0});
    String name = "%s: %s%%".formatted(reference.label(), Numbers.text(value));
    legend.add(new Legend.Entry(List.of(name), look));
    return List.of(
        new Line(
            new double[] {-Double.MAX_VALUE, Double.MAX_VALUE}, new double[] {value, value}, look));
  }

  private List<String> meaning() {
    String basis = basis();
    return basis.startsWith("mean") ? List.of(basis, "± standard deviation") : List.of(basis);
  }

  /** How many replicates the points rest on. */
  private String basis() {
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
