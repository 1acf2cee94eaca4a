package dev.trainyard.chart;

import dev.trainyard.chart.Ink.Anchor;
import dev.trainyard.chart.Scale.Tick;
import dev.trainyard.outcome.Spread;
import dev.trainyard.outcome.Sweep;
import dev.trainyard.outcome.Sweep.SweepCell;
import dev.trainyard.training.Metric;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Draws a sweep over two parameters as a table of coloured means. */
final class SweepHeatMap {
  private static final int MOST_LINES = 6;
  private static final double PALEST = 0.08;
  private static final double DARKEST = 0.75;
  private static final Letters LETTERS = Letters.plain(12);

  private SweepHeatMap() {}

  /** Whether the second of two parameters has too many values for a line each. */
  static boolean suits(Sweep sweep) {
    return sweep.parameters().size() == 2
        && values(sweep, sweep.parameters().getLast()).size() > MOST_LINES
        && sweep.cells().stream().anyMatch(cell -> cell.count() > 0);
  }

  static Plot plot(Sweep sweep, Metric metric, Figure figure, String title, Standing standing) {
    String across = sweep.parameters().getFirst();
    String up = sweep.parameters().getLast();
    List<@Nullable Object> columns = values(sweep, across);
    List<@Nullable Object> rows = values(sweep, up);
    List<Cell> cells = new ArrayList<>();
    for (SweepCell cell : sweep.cells()) {
      Spread spread = figure.of(cell);
      if (spread != null) {
        cells.add(
            new Cell(
                columns.indexOf(cell.parameters().get(across)),
                rows.indexOf(cell.parameters().get(up)),
                Axes.unit(metric) * spread.mean()));
      }
    }
    double[] means = cells.stream().mapToDouble(Cell::mean).toArray();
    Range drawn = new Range();
    drawn.add(means, new double[means.length]);
    List<String> notes = drawn.notes(false);
    notes.addAll(standing.notes());
    Labels labels = Labels.of(sweep.cells().stream().map(SweepCell::parameters).toList());
    return new Plot(
        title,
        "%s, %s".formatted(Axes.title(metric, figure), SweepChart.basis(sweep)),
        axis(across, columns, labels),
        axis(up, rows, labels),
        false,
        List.of(new Table(cells, columns.size(), rows.size(), drawn.bare(), metric)),
        List.of(),
        notes);
  }

  private static Axis axis(String path, List<@Nullable Object> values, Labels labels) {
    List<Tick> ticks =
        IntStream.range(0, values.size())
            .mapToObj(i -> new Tick(i, labels.value(path, values.get(i))))
            .toList();
    return new Axis(path, new Scale(-0.5, values.size() - 0.5, false, ticks));
  }

  private static List<@Nullable Object> values(Sweep sweep, String parameter) {
    List<@Nullable Object> values = new ArrayList<>();
    sweep.cells().stream()
        .map(cell -> cell.parameters().get(parameter))
        .distinct()
        .forEach(values::add);
    if (values.stream().allMatch(Number.class::isInstance)) {
      values.sort(Comparator.comparingDouble(value -> ((Number) value).doubleValue()));
    }
    return values;
  }

  /** A mean and where it stands, counted from the lower left. */
  private record Cell(int column, int row, double mean) {}

  /** The cells; one whose mean is not finite stays white. */
  private record Table(List<Cell> cells, int columns, int rows, Scale colours, Metric metric)
      implements Content {

    @Override
    public void draw(Frame frame, Ink ink) {
      double width = frame.area().getWidth() / columns;
      double height = frame.area().getHeight() / rows;
      String widest =
          cells.stream().map(this::text).max(Comparator.comparingDouble(LETTERS::width)).orElse("");
      Letters letters =
          Letters.plain(Math.min(0.8 * height, LETTERS.shrunk(widest, 0.9 * width, 1).size()));
      for (Cell cell : cells) {
        double left = frame.x(cell.column - 0.5);
        double top = frame.y(cell.row + 0.5);
        if (Double.isFinite(cell.mean)) {
          double depth = PALEST + (DARKEST - PALEST) * colours.share(cell.mean);
          ink.area(
              new Rectangle2D.Double(left, top, width - 0.5, height - 0.5),
              Palette.pale(Palette.BLUE, depth));
        }
        double baseline = top + (height + letters.size() * Letters.RISE) / 2;
        ink.words(text(cell), left + width / 2, baseline, Anchor.MIDDLE, letters, Palette.INK);
      }
    }

    private String text(Cell cell) {
      if (!Double.isFinite(cell.mean)) {
        return "–";
      }
      if (metric == Metric.ACCURACY) {
        return String.format(Locale.ROOT, "%.2f", cell.mean);
      }
      return 0.001 <= cell.mean && cell.mean < 1000
          ? String.format(Locale.ROOT, "%.3f", cell.mean)
          : Numbers.text(cell.mean, 2);
    }
  }
}
