package dev.trainyard.report.print;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * A picture that is drawn anew for every format, so that it is sharp in each.
 *
 * @param width in pixels of CSS (1/96 inch), as {@code height}
 * @param painter draws it between (0, 0) and (width, height)
 */
public record Drawing(double width, double height, Consumer<Graphics2D> painter) {

  /** Letters become outlines: what a reader's machine has for fonts changes nothing. */
  private static final class Outlines extends VectorGraphics2D {
    @Override
    public void drawString(String text, float x, float y) {
      fill(letters(text, x, y));
    }

    @Override
    public void drawString(String text, int x, int y) {
      fill(letters(text, x, y));
    }

    private Shape letters(String text, float x, float y) {
      return getFont().createGlyphVector(getFontRenderContext(), text).getOutline(x, y);
    }
  }

  /** An SVG document of its own. */
  public String svg() {
    Outlines graphics = new Outlines();
    painter.accept(graphics);
    ByteArrayOutputStream svg = new ByteArrayOutputStream();
    try {
      new SVGProcessor()
          .getDocument(graphics.getCommands(), new PageSize(width, height))
          .writeTo(svg);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return svg.toString(StandardCharsets.UTF_8);
  }
}
