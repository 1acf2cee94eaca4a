package dev.trainyard.chart;

import dev.trainyard.picture.Png;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Base64;
import java.util.Locale;
import org.springframework.web.util.HtmlUtils;

/**
 * Writes SVG 1.1: shapes as paths, words as text in the first font that there is, as long as the
 * layout measured them to be: where none of the fonts is there, they still end where they should.
 */
final class SvgInk implements Ink {
  /** The first is the one that the layout measures; the next two are as wide. */
  private static final String FONTS = "'Liberation Sans', Arial, Helvetica, sans-serif";

  private static final String NOT_IN_XML =
      "[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]";

  private final StringBuilder marks = new StringBuilder();

  /** All that was drawn on white, as a document of its own. */
  String document(Picture.Size size) {
    return """
        <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="%d" height="%d" viewBox="0 0 %d %d" font-family="%s">
        <rect width="100%%" height="100%%" fill="#ffffff"/>
        %s</svg>
        """
        .formatted(
            size.width(),
            size.height(),
            size.layout().width(),
            size.layout().height(),
            FONTS,
            marks);
  }

  @Override
  public void line(Shape shape, Color color, BasicStroke stroke) {
    float[] dashes = stroke.getDashArray();
    add(
        "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\" stroke-linejoin=\"round\"%s/>",
        path(shape),
        colour(color),
        number(stroke.getLineWidth()),
        dashes == null
            ? ""
            : " stroke-dasharray=\"%s %s\"".formatted(number(dashes[0]), number(dashes[1])));
  }

  @Override
  public void area(Shape shape, Color color) {
    add("<path d=\"%s\" fill=\"%s\"/>", path(shape), colour(color));
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
    add(
        "<text transform=\"translate(%s %s)%s\" font-size=\"%s\"%s fill=\"%s\" text-anchor=\"%s\" textLength=\"%s\" lengthAdjust=\"spacingAndGlyphs\">%s</text>",
        number(x),
        number(y),
        upwards ? " rotate(-90)" : "",
        number(letters.size()),
        letters.bold() ? " font-weight=\"bold\"" : "",
        colour(color),
        anchor.name().toLowerCase(Locale.ROOT),
        number(letters.width(words)),
        HtmlUtils.htmlEscapeDecimal(words.replaceAll(NOT_IN_XML, "\uFFFD"), "UTF-8"));
  }

  @Override
  public void image(BufferedImage image, Rectangle2D place) {
    add(
        "<image x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" preserveAspectRatio=\"none\" xlink:href=\"data:image/png;base64,%s\"/>",
        number(place.getX()),
        number(place.getY()),
        number(place.getWidth()),
        number(place.getHeight()),
        Base64.getEncoder().encodeToString(Png.of(image)));
  }

  @SuppressWarnings("AnnotateFormatMethod")
  private void add(String mark, Object... values) {
    Ink.requireTime();
    marks.append(mark.formatted(values)).append('\n');
  }

  private static String path(Shape shape) {
    StringBuilder path = new StringBuilder();
    double[] points = new double[6];
    for (PathIterator part = shape.getPathIterator(null); !part.isDone(); part.next()) {
      int kind = part.currentSegment(points);
      path.append("MLQCZ".charAt(kind));
      int numbers = kind == PathIterator.SEG_CLOSE ? 0 : 2 * Math.max(1, kind);
      for (int i = 0; i < numbers; i++) {
        path.append(i == 0 ? "" : " ").append(number(points[i]));
      }
    }
    return path.toString();
  }

  /** With two digits behind the point at most. */
  private static String number(double value) {
    return BigDecimal.valueOf(value)
        .setScale(2, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }

  private static String colour(Color color) {
    return "#%06x".formatted(color.getRGB() & 0xFFFFFF);
  }
}
