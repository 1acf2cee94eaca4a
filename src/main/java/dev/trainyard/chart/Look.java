package dev.trainyard.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Polygon;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a line looks, in the plot and in the legend.
 *
 * @param stroke null for points alone
 * @param marker what stands at each point, around (0, 0); null for nothing
 */
public record Look(Color color, @Nullable BasicStroke stroke, @Nullable Shape marker) {
  public static final Shape CIRCLE = new Ellipse2D.Double(-3.5, -3.5, 7, 7);
  public static final Shape DIAMOND = polygon(new int[] {0, 9, 0, -9}, new int[] {-9, 0, 9, 0});

  /** For lines beside each other, in turn. */
  public static final List<Shape> MARKERS =
      List.of(
          CIRCLE,
          DIAMOND,
          new Rectangle2D.Double(-3.2, -3.2, 6.4, 6.4),
          polygon(new int[] {-8, 0, 8}, new int[] {7, -8, 7}),
          polygon(new int[] {-8, 0, 8}, new int[] {-7, 8, -7}));

  /** Draws a marker at a point. */
  public void mark(Shape shape, double x, double y, Ink ink) {
    ink.area(AffineTransform.getTranslateInstance(x, y).createTransformedShape(shape), color);
  }

  /** In half pixels. */
  private static Shape polygon(int[] x, int[] y) {
    return AffineTransform.getScaleInstance(0.5, 0.5)
        .createTransformedShape(new Polygon(x, y, x.length));
  }
}
