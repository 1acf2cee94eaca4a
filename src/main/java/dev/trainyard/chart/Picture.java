package dev.trainyard.chart;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CancellationException;
import javax.imageio.ImageIO;

/**
 * A picture at its size. Pictures are laid out for 800x500; letters, lines and distances grow with
 * the picture, so that it can be read at any size.
 */
record Picture(Plot plot, Size size) {

  /** In pixels. */
  record Size(int width, int height) {
    private static final double USUAL_WIDTH = 800;
    private static final double USUAL_HEIGHT = 500;
    private static final double SMALLEST_SCALE = 0.6;

    /** How much larger than usual everything is drawn. */
    double scale() {
      return Math.max(SMALLEST_SCALE, Math.min(width / USUAL_WIDTH, height / USUAL_HEIGHT));
    }

    /** The size before scaling. */
    Size layout() {
      return new Size((int) Math.round(width / scale()), (int) Math.round(height / scale()));
    }
  }

  byte[] png() {
    BufferedImage image =
        new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    paint(graphics);
    graphics.dispose();
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return png.toByteArray();
  }

  byte[] svg() {
    SvgInk ink = new SvgInk();
    new Layout(plot, size.layout(), ink).draw();
    return ink.document(size).getBytes(UTF_8);
  }

  /**
   * Draws the picture between (0, 0) and its size.
   *
   * @throws CancellationException if the thread is interrupted meanwhile
   */
  void paint(Graphics2D graphics) {
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
    new Layout(plot, layout, Ink.on(graphics)).draw();
  }
}
