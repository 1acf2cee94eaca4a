package dev.trainyard.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.Random;
import org.jspecify.annotations.NullUnmarked;

/**
 * Digits drawn with a pen in dark ink on a light ground, 200 pixels wide and 280 high: thin and
 * thick, off centre, turned by up to 10 degrees, each a little different.
 */
@NullUnmarked
public final class DrawnDigits {
  private static final int WIDTH = 200;
  private static final int HEIGHT = 280;
  private static final double JITTER = 0.025;
  private static final Color[] GROUNDS = {
    Color.WHITE, new Color(250, 244, 220), new Color(214, 226, 240), new Color(200, 200, 200)
  };
  private static final Color[] INKS = {
    Color.BLACK, new Color(20, 30, 120), new Color(120, 10, 20), new Color(50, 50, 50)
  };

  private final Random random;
  private final Path2D path = new Path2D.Double();

  private DrawnDigits(long seed) {
    random = new Random(seed);
  }

  /**
   * Draws a digit.
   *
   * @param variant of 10: even ones are thin, odd ones thick
   */
  public static BufferedImage draw(int digit, int variant) {
    return new DrawnDigits(1000L * digit + variant).picture(digit, variant);
  }

  private BufferedImage picture(int digit, int variant) {
    write(digit);
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = picture.createGraphics();
    g.setColor(GROUNDS[random.nextInt(GROUNDS.length)]);
    g.fillRect(0, 0, WIDTH, HEIGHT);
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setColor(INKS[random.nextInt(INKS.length)]);
    float thickness = variant % 2 == 0 ? between(5, 9) : between(16, 24);
    g.setStroke(new BasicStroke(thickness, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    double width = between(70, 110);
    double height = between(120, 180);
    double margin = 24;
    AffineTransform place =
        AffineTransform.getTranslateInstance(
            margin + random.nextDouble() * (WIDTH - width - 2 * margin),
            margin + random.nextDouble() * (HEIGHT - height - 2 * margin));
    place.rotate(Math.toRadians(between(-10, 10)), width / 2, height / 2);
    place.scale(width, height);
    g.draw(place.createTransformedShape(path));
    g.dispose();
    return picture;
  }

  private float between(double least, double most) {
    return (float) (least + random.nextDouble() * (most - least));
  }

  /** In a square of side 1. */
  private void write(int digit) {
    switch (digit) {
      case 0 -> {
        from(0.5, 0.03);
        curve(0.1, 0.03, 0.1, 0.97, 0.5, 0.97);
        curve(0.9, 0.97, 0.9, 0.03, 0.5, 0.03);
      }
      case 1 -> {
        from(0.5, 0.03);
        line(0.5, 0.97);
      }
      case 2 -> {
        from(0.15, 0.28);
        curve(0.2, -0.05, 0.85, -0.05, 0.8, 0.3);
        curve(0.75, 0.55, 0.4, 0.7, 0.15, 0.95);
        line(0.88, 0.93);
      }
      case 3 -> {
        from(0.18, 0.12);
        curve(0.5, -0.06, 0.9, 0.1, 0.76, 0.32);
        curve(0.68, 0.45, 0.5, 0.47, 0.38, 0.48);
        curve(0.75, 0.46, 0.95, 0.66, 0.78, 0.84);
        curve(0.62, 1.02, 0.3, 0.98, 0.14, 0.87);
      }
      case 4 -> {
        from(0.25, 0.05);
        line(0.16, 0.55);
        line(0.88, 0.53);
        from(0.7, 0.12);
        line(0.66, 0.97);
      }
      case 5 -> {
        from(0.82, 0.05);
        line(0.28, 0.06);
        line(0.22, 0.45);
        curve(0.45, 0.33, 0.85, 0.4, 0.82, 0.68);
        curve(0.8, 1.0, 0.4, 1.02, 0.15, 0.88);
      }
      case 6 -> {
        from(0.66, 0.03);
        curve(0.38, 0.18, 0.18, 0.45, 0.2, 0.72);
        curve(0.24, 1.05, 0.82, 1.02, 0.8, 0.72);
        curve(0.78, 0.46, 0.3, 0.48, 0.21, 0.74);
      }
      case 7 -> {
        from(0.14, 0.08);
        line(0.84, 0.07);
        curve(0.7, 0.3, 0.5, 0.6, 0.42, 0.97);
      }
      case 8 -> {
        from(0.5, 0.47);
        curve(0.16, 0.38, 0.2, 0.03, 0.5, 0.03);
        curve(0.8, 0.03, 0.84, 0.38, 0.5, 0.47);
        curve(0.1, 0.58, 0.12, 0.97, 0.5, 0.97);
        curve(0.88, 0.97, 0.9, 0.58, 0.5, 0.47);
      }
      case 9 -> {
        from(0.76, 0.28);
        curve(0.72, 0.58, 0.22, 0.58, 0.22, 0.28);
        curve(0.22, -0.04, 0.76, -0.04, 0.77, 0.28);
        curve(0.77, 0.5, 0.72, 0.8, 0.6, 0.97);
      }
      default -> throw new IllegalArgumentException("no digit: " + digit);
    }
  }

  private void from(double x, double y) {
    path.moveTo(near(x), near(y));
  }

  private void line(double x, double y) {
    path.lineTo(near(x), near(y));
  }

  private void curve(double x1, double y1, double x2, double y2, double x3, double y3) {
    path.curveTo(near(x1), near(y1), near(x2), near(y2), near(x3), near(y3));
  }

  private double near(double value) {
    return value + JITTER * (2 * random.nextDouble() - 1);
  }
}
