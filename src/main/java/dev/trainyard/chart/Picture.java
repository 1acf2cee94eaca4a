package dev.trainyard.chart;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trainyard.picture.Png;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.concurrent.CancellationException;

/**
 * A picture at its size. Pictures are laid out for 800x500; letters, lines and distances grow with
 * the picture, so that it can be read at any size.
 */
public record Picture(Drawing drawing, Size size) {

  /** What a picture shows, whatever it is drawn on. */
  public interface Drawing {

    /**
     * Draws it on white between (0, 0) and a size.
     *
     * @param layout in the pixels that the ink works in
     */
    void draw(Size layout, Ink ink);
  }

  /** In pixels. */
  public record Size(int width, int height) {
    private static final double USUAL_WIDTH = 800;
    private static final double USUAL_HEIGHT = 500;
    private static final double SMALLEST_SCALE = 0.6;

    /** How much larger than usual everything is drawn. */
    double scale() {
      return Math.max(SMALLEST_SCALE, Math.min(width / USUAL_WIDTH, height / USUAL_HEIGHT));
    }

    /** The size before scaling. */
    public Size layout() {
      return new Size((int) Math.round(width / scale()), (int) Math.round(height / scale()));
    }
  }

  /** As a PNG file. */
  public byte[] png() {
    BufferedImage image =
        new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    paint(graphics);
    graphics.dispose();
    return Png.of(image);
  }

  /** As an SVG file. */
  public byte[] svg() {
    SvgInk ink = new SvgInk();
    drawing.draw(size.layout(), ink);
    return ink.document(size).getBytes(UTF_8);
  }

  /**
   * Draws the picture between (0, 0) and its size.
   *
   * @throws CancellationException if the thread is interrupted meanwhile
   */
  public void paint(Graphics2D graphics) {
    Size layout = size.layout();
    graphics.scale(
        size.width() / (double) layout.width(), size.height() / (double) layout.height());
    paint(graphics, layout);
  }

  /** The same with letters of their usual size, however small the picture is. */
  void paintUnscaled(Graphics2D graphics) {
    paint(graphics, size);
  }

  private void paint(Graphics2D graphics, Size layout) {
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, layout.width(), layout.height());
    drawing.draw(layout, Ink.on(graphics));
  }
}
