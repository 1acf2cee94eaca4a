package dev.trainyard.evaluation;

import dev.trainyard.chart.Heading;
import dev.trainyard.chart.Ink;
import dev.trainyard.chart.Ink.Anchor;
import dev.trainyard.chart.Letters;
import dev.trainyard.chart.Palette;
import dev.trainyard.chart.Picture;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Draws what the layers of a network make of an image: on the left the image and below it the
 * probabilities, on the right the layers between the two, from top to bottom.
 *
 * @param subtitle of the heading
 * @param image that was shown
 */
record ActivationChart(
    String title, String subtitle, BufferedImage image, TrialActivations activations)
    implements Picture.Drawing {
  private static final double LEFT = 0.25;
  private static final double GAP = 18;
  private static final double LINE = 18;
  private static final Letters CAPTION = new Letters(12, true);
  private static final Letters TEXT = Letters.plain(12);

  /** The limits of a height that is not asked for, in widths. */
  private static final double LEAST_HEIGHT = 0.625;

  private static final double MOST_HEIGHT = 1.125;

  /**
   * The picture.
   *
   * @param height in pixels; null for what the layers can use
   */
  static Picture of(
      ShownImage shown,
      TrialActivations activations,
      String title,
      int width,
      @Nullable Integer height) {
    String subtitle =
        String.format(
            Locale.ROOT,
            "%s (the first is 0), true class %s, predicted %s with %s, after epoch %d",
            shown.words(),
            activations.trueClass(),
            activations.predicted(),
            OutputBars.percent(activations.confidence()),
            activations.epoch());
    BufferedImage image = shown.images().picture(shown.image());
    ActivationChart chart = new ActivationChart(title, subtitle, image, activations);
    return new Picture(chart, height == null ? chart.size(width) : new Picture.Size(width, height));
  }

  /** So wide and as high as the longer of the two columns. */
  private Picture.Size size(int width) {
    Picture.Size least = new Picture.Size(width, (int) Math.round(LEAST_HEIGHT * width));
    double across = least.layout().width();
    double room = across - 2 * Heading.PADDING;
    double longest = Math.max(image.getWidth(), image.getHeight());
    double left =
        LINE
            + (LEFT * room - LINE) * image.getHeight() / longest
            + LINE
            + new OutputBars(activations).wish();
    double fixed = new Heading(title, subtitle).height(across) + 2 * Heading.PADDING;
    double right = bands().wish(room - LEFT * room - GAP, MOST_HEIGHT * across - fixed);
    double wish = fixed + Math.max(left, right);
    double height = Math.clamp(wish / across, LEAST_HEIGHT, MOST_HEIGHT) * width;
    return new Picture.Size(width, (int) Math.round(height));
  }

  private LayerBands bands() {
    return new LayerBands(activations.layers(), activations.omittedLayers());
  }

  @Override
  public void draw(Picture.Size layout, Ink ink) {
    double top = new Heading(title, subtitle).draw(layout.width(), ink) + Heading.PADDING;
    double width = layout.width() - 2 * Heading.PADDING;
    double height = layout.height() - Heading.PADDING - top;
    double left = LEFT * width;
    double end = image(new Rectangle2D.Double(Heading.PADDING, top, left, height), ink) + LINE;
    new OutputBars(activations)
        .draw(new Rectangle2D.Double(Heading.PADDING, end, left, top + height - end), ink);
    double begin = Heading.PADDING + left + GAP;
    Rectangle2D right = new Rectangle2D.Double(begin, top, width - left - GAP, height);
    if (activations.layers().isEmpty()) {
      String none = "no hidden layer: the output sees the image itself";
      Letters letters = TEXT.shrunk(none, right.getWidth(), 1);
      double middle = top + height / 2;
      ink.words(none, right.getCenterX(), middle, Anchor.MIDDLE, letters, Palette.GREY);
    } else {
      bands().draw(right, ink);
    }
  }

  /** The image; where it ends, in pixels from the top. */
  private double image(Rectangle2D room, Ink ink) {
    ink.words(
        "Image",
        room.getMinX(),
        room.getMinY() + CAPTION.size(),
        Anchor.START,
        CAPTION,
        Palette.INK);
    double side = Math.min(room.getWidth(), 0.4 * room.getHeight()) - LINE;
    double longest = Math.max(image.getWidth(), image.getHeight());
    Rectangle2D place =
        new Rectangle2D.Double(
            room.getMinX(),
            room.getMinY() + LINE,
            side * image.getWidth() / longest,
            side * image.getHeight() / longest);
    ink.image(Tiles.enlarged(image), place);
    ink.line(place, Palette.GREY, Ink.HAIR);
    return place.getMaxY();
  }
}
