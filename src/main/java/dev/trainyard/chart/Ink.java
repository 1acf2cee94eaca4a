package dev.trainyard.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.concurrent.CancellationException;

/**
 * Puts lines, areas and words on a picture, in pixels of its layout. Every method throws a {@link
 * CancellationException} when its thread is interrupted: a picture that nobody waits for any more
 * is not finished.
 */
public interface Ink {
  BasicStroke HAIR = stroke(1);
  BasicStroke SOLID = stroke(2);
  BasicStroke THIN = stroke(1.2f);
  BasicStroke DASHED = dashed(2);
  BasicStroke THIN_DASHED = dashed(1.2f);
  BasicStroke DOTTED =
      new BasicStroke(
          2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 10, new float[] {0.1f, 4.5f}, 0);

  /** Which part of a text is at its place. */
  enum Anchor {
    START(0),
    MIDDLE(0.5),
    END(1);

    /** The part of the words that lies before the point. */
    private final double before;

    Anchor(double before) {
      this.before = before;
    }
  }

  /** The outline of a shape. */
  void line(Shape shape, Color color, BasicStroke stroke);

  /** All of a shape. */
  void area(Shape shape, Color color);

  /**
   * Words on one line.
   *
   * @param y of the baseline
   * @param upwards whether they are turned, around (x, y), to be read from below
   */
  void words(
      String words,
      double x,
      double y,
      Anchor anchor,
      boolean upwards,
      Letters letters,
      Color color);

  /** An image, stretched over a place. */
  void image(BufferedImage image, Rectangle2D place);

  /** The same from left to right. */
  default void words(
      String words, double x, double y, Anchor anchor, Letters letters, Color color) {
    words(words, x, y, anchor, false, letters, color);
  }

  /** On whatever has graphics. */
  static Ink on(Graphics2D graphics) {
    return new Ink() {
      @Override
      public void line(Shape shape, Color color, BasicStroke stroke) {
        begin(color);
        graphics.setStroke(stroke);
        graphics.draw(shape);
      }

      @Override
      public void area(Shape shape, Color color) {
        begin(color);
        graphics.fill(shape);
      }

      @Override
      public void words(
          String words,
          double x,
          double y,
          Anchor anchor,
          boolean upwards,
          Letters letters,
          Color color) {
        begin(color);
        AffineTransform before = graphics.getTransform();
        graphics.translate(x, y);
        graphics.rotate(upwards ? -Math.PI / 2 : 0);
        letters.draw(words, -letters.width(words) * anchor.before, 0, graphics);
        graphics.setTransform(before);
      }

      @Override
      public void image(BufferedImage image, Rectangle2D place) {
        requireTime();
        graphics.setRenderingHint(
            RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        AffineTransform stretched =
            AffineTransform.getTranslateInstance(place.getX(), place.getY());
        stretched.scale(place.getWidth() / image.getWidth(), place.getHeight() / image.getHeight());
        graphics.drawImage(image, stretched, null);
      }

      private void begin(Color color) {
        requireTime();
        graphics.setColor(color);
      }
    };
  }

  /**
   * Ends what nobody waits for any more.
   *
   * @throws CancellationException if this thread is interrupted
   */
  static void requireTime() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("the drawing was cut off");
    }
  }

  private static BasicStroke stroke(float width) {
    return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }

  private static BasicStroke dashed(float width) {
    return new BasicStroke(
        width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {6, 4}, 0);
  }
}
