package dev.trainyard.chart;

import dev.trainyard.chart.Ink.Anchor;
import dev.trainyard.chart.Scale.Tick;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Draws differences from 0, one below the other: a diamond for the mean, a circle for each
 * replicate, a thick bar and a thin one with caps for two intervals. Bars that leave the axis end
 * in an arrow; a mean that does is a number behind the name.
 *
 * @param axis its title with the unit
 * @param width in pixels, as {@code height}
 */
public record IntervalChart(List<Group> groups, String axis, int width, int height) {
  private static final double PADDING = 10;
  private static final double CAP = 3.5;
  private static final BasicStroke THICK =
      new BasicStroke(5, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
  private static final Shape SMALL = new Ellipse2D.Double(-1.8, -1.8, 3.6, 3.6);
  private static final Letters LABEL = Letters.plain(13);
  private static final Letters HEAD = new Letters(13, true);

  /** How far the axis reaches beyond the replicates, in their largest distance from 0. */
  private static final double ROOM = 1.6;

  /** The share of rows whose intervals are to be whole. */
  private static final double WHOLE = 0.8;

  public IntervalChart {
    groups = List.copyOf(groups);
  }

  /** Rows below a common heading. */
  public record Group(String name, List<Row> rows) {
    public Group {
      rows = List.copyOf(rows);
    }
  }

  /** A range of values. */
  public record Bar(double from, double to) {}

  /**
   * A difference.
   *
   * @param replicates the difference in each
   * @param thick the narrower interval; null where there is none
   * @param thin the wider one
   * @param apart whether it varies so much that the axis is not to be made for it
   */
  public record Row(
      String name,
      double mean,
      List<Double> replicates,
      @Nullable Bar thick,
      Bar thin,
      boolean apart) {

    private double reach() {
      return Math.max(Math.abs(thin.from()), Math.abs(thin.to()));
    }

    private DoubleStream points() {
      return DoubleStream.concat(
          DoubleStream.of(mean), replicates.stream().mapToDouble(Double::doubleValue));
    }
  }

  void paint(Graphics2D graphics) {
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    Ink ink = Ink.on(graphics);
    List<Row> rows = groups.stream().flatMap(group -> group.rows().stream()).toList();
    Scale scale = scale(rows);
    double left =
        2 * PADDING
            + rows.stream().mapToDouble(row -> LABEL.width(name(row, scale))).max().orElse(0);
    double bottom = height - 2 * LABEL.leading() - PADDING;
    Line2D span = new Line2D.Double(left, PADDING, width - PADDING, bottom);
    double step = (bottom - PADDING) / (rows.size() + groups.size());
    axis(scale, span, ink);
    double y = PADDING + step / 2;
    for (Group group : groups) {
      ink.words(group.name(), PADDING, y + baseline(), Anchor.START, HEAD, Palette.INK);
      y += step;
      for (Row row : group.rows()) {
        ink.words(name(row, scale), left - PADDING, y + baseline(), Anchor.END, LABEL, Palette.INK);
        row(row, y, scale, span, ink);
        y += step;
      }
    }
  }

  /**
   * All points but those of rows that vary far more; of the intervals, those of most rows: one that
   * is far wider would hide the rest.
   */
  private static Scale scale(List<Row> all) {
    List<Row> alike = all.stream().filter(row -> !row.apart()).toList();
    List<Row> rows = alike.isEmpty() ? all : alike;
    double points = rows.stream().flatMapToDouble(Row::points).map(Math::abs).max().orElse(1);
    double[] reaches = rows.stream().mapToDouble(Row::reach).sorted().toArray();
    double most = reaches.length == 0 ? 1 : reaches[(int) (WHOLE * (reaches.length - 1))];
    double far = Math.max(1.05 * points, Math.min(most, ROOM * Math.max(points, 1)));
    return Scale.of(-far, far, false);
  }

  private static String name(Row row, Scale scale) {
    return isOn(scale, row.mean())
        ? row.name()
        : "%s (%s%s)"
            .formatted(row.name(), row.mean() > 0 ? "+" : "", Numbers.text(Math.rint(row.mean())));
  }

  private static boolean isOn(Scale scale, double value) {
    return scale.low() <= value && value <= scale.high();
  }

  private void axis(Scale scale, Line2D span, Ink ink) {
    double bottom = span.getY2();
    for (Tick tick : scale.ticks()) {
      double x = x(tick.at(), scale, span);
      ink.line(
          new Line2D.Double(x, span.getY1(), x, bottom),
          tick.at() == 0 ? Palette.INK : Palette.GRID,
          Ink.HAIR);
      String label = tick.at() > 0 ? "+" + tick.label() : tick.label();
      ink.words(label, x, bottom + LABEL.leading(), Anchor.MIDDLE, LABEL, Palette.INK);
    }
    double middle = (span.getX1() + span.getX2()) / 2;
    ink.words(axis, middle, bottom + 2 * LABEL.leading(), Anchor.MIDDLE, LABEL, Palette.INK);
  }

  private static void row(Row row, double y, Scale scale, Line2D span, Ink ink) {
    double from = x(row.thin().from(), scale, span);
    double to = x(row.thin().to(), scale, span);
    ink.line(new Line2D.Double(from, y, to, y), Palette.GREY, Ink.HAIR);
    end(row.thin().from() >= scale.low(), from, y, CAP, ink);
    end(row.thin().to() <= scale.high(), to, y, -CAP, ink);
    if (row.thick() != null) {
      ink.line(
          new Line2D.Double(
              x(row.thick().from(), scale, span), y, x(row.thick().to(), scale, span), y),
          Palette.pale(Palette.BLUE, 0.55),
          THICK);
    }
    Look replicate = new Look(Palette.INK, null, SMALL);
    row.replicates().stream()
        .filter(one -> isOn(scale, one))
        .forEach(one -> replicate.mark(SMALL, x(one, scale, span), y, ink));
    if (isOn(scale, row.mean())) {
      Look mean = new Look(Palette.VERMILLION, null, Look.DIAMOND);
      mean.mark(Look.DIAMOND, x(row.mean(), scale, span), y, ink);
    }
  }

  /** A cap, or an arrow where the axis ends before the bar. */
  private static void end(boolean whole, double x, double y, double inwards, Ink ink) {
    double at = whole ? x : x + inwards;
    ink.line(new Line2D.Double(x, y, at, y - CAP), Palette.GREY, Ink.HAIR);
    ink.line(new Line2D.Double(x, y, at, y + CAP), Palette.GREY, Ink.HAIR);
  }

  private static double x(double value, Scale scale, Line2D span) {
    return span.getX1() + scale.share(value) * (span.getX2() - span.getX1());
  }

  private static double baseline() {
    return LABEL.size() * Letters.RISE / 2;
  }
}
