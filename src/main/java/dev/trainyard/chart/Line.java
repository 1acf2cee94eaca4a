package dev.trainyard.chart;

import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.stream.IntStream;

/**
 * Points joined by a line, which is broken where a value is not finite.
 *
 * @param bars what the error bar of each point reaches to each side; 0 for none
 */
@SuppressWarnings("ArrayRecordComponent")
public record Line(double[] x, double[] y, double[] bars, Look look) implements Content {
  private static final double CAP = 3;
  private static final int MOST = 1000;

  /** Points without error bars. */
  public Line(double[] x, double[] y, Look look) {
    this(x, y, new double[y.length], look);
  }

  @Override
  public void draw(Frame frame, Ink ink) {
    Path2D path = new Path2D.Double();
    Path2D caps = new Path2D.Double();
    boolean drawing = false;
    for (int i : seen(y)) {
      boolean draws = Double.isFinite(y[i]);
      if (draws && drawing) {
        path.lineTo(frame.x(x[i]), frame.y(y[i]));
      } else if (draws) {
        path.moveTo(frame.x(x[i]), frame.y(y[i]));
      }
      if (draws && bars[i] > 0 && Double.isFinite(bars[i])) {
        bar(frame, i, caps);
      }
      drawing = draws;
    }
    if (caps.getCurrentPoint() != null) {
      ink.line(caps, look.color(), Ink.THIN);
    }
    if (look.stroke() != null) {
      ink.line(path, look.color(), look.stroke());
    }
    for (int i = 0; i < y.length; i++) {
      // A point to which no line leads is to be seen as well.
      boolean alone = !isDrawn(i - 1) && !isDrawn(i + 1);
      Shape marker = look.marker() == null && alone ? Look.CIRCLE : look.marker();
      if (marker != null && isDrawn(i)) {
        look.mark(marker, frame.x(x[i]), frame.y(y[i]), ink);
      }
    }
  }

  /**
   * Which of many points are to be seen: of those that stand closer than pixels the lowest and the
   * highest.
   */
  static int[] seen(double[] values) {
    int together = Math.max(1, Math.ceilDiv(values.length, MOST));
    return IntStream.range(0, Math.ceilDiv(values.length, together))
        .flatMap(i -> extremes(values, i * together, Math.min(values.length, (i + 1) * together)))
        .toArray();
  }

  private static IntStream extremes(double[] values, int from, int to) {
    int low = from;
    int high = from;
    for (int i = from + 1; i < to; i++) {
      low = Double.isNaN(values[low]) || values[i] < values[low] ? i : low;
      high = Double.isNaN(values[high]) || values[i] > values[high] ? i : high;
    }
    return IntStream.of(Math.min(low, high), Math.max(low, high)).distinct();
  }

  private void bar(Frame frame, int i, Path2D caps) {
    double at = frame.x(x[i]);
    double top = frame.y(y[i] + bars[i]);
    double bottom = frame.y(y[i] - bars[i]);
    caps.append(new Line2D.Double(at, top, at, bottom), false);
    caps.append(new Line2D.Double(at - CAP, top, at + CAP, top), false);
    caps.append(new Line2D.Double(at - CAP, bottom, at + CAP, bottom), false);
  }

  private boolean isDrawn(int i) {
    return i >= 0 && i < y.length && Double.isFinite(y[i]);
  }
}
