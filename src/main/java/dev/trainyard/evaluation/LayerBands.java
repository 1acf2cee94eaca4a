package dev.trainyard.evaluation;

import dev.trainyard.chart.Ink;
import dev.trainyard.chart.Ink.Anchor;
import dev.trainyard.chart.Letters;
import dev.trainyard.chart.Palette;
import dev.trainyard.network.Shape;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Draws layers below each other, each with a line of words above its tiles. A layer that needs less
 * than its share of the height leaves the rest to the others; where there is no height for all of
 * them, the last ones are counted.
 *
 * @param omitted how many more there are
 */
record LayerBands(List<LayerActivations> layers, int omitted) {
  private static final double LINE = 17;
  private static final double GAP = 8;

  /** The least height of tiles. */
  private static final double LEAST = 16;

  private static final double STEP = 4;
  private static final Letters CAPTION = new Letters(12, true);
  private static final Letters DETAIL = Letters.plain(11);

  /**
   * The least height in which tiles are as large as in a given one: what is higher than it is wide
   * would leave the rest empty.
   *
   * @param most in pixels
   */
  double wish(double width, double most) {
    double used = used(width, most);
    double least = most;
    while (least > STEP && used(width, least - STEP) >= used - 1) {
      least -= STEP;
    }
    return least;
  }

  /** What captions and tiles take of a height. */
  private double used(double width, double height) {
    double[] heights = heights(new Rectangle2D.Double(0, 0, width, height));
    double used = layers.size() * (LINE + GAP);
    for (int i = 0; i < heights.length; i++) {
      used += Tiles.of(layers.get(i), width, heights[i]).height();
    }
    return used;
  }

  void draw(Rectangle2D room, Ink ink) {
    int fitting = (int) Math.max(1, (room.getHeight() - LINE) / (LINE + LEAST + GAP));
    if (layers.size() > fitting) {
      int more = omitted + layers.size() - fitting;
      new LayerBands(layers.subList(0, fitting), more).bands(room, ink);
    } else {
      bands(room, ink);
    }
  }

  private void bands(Rectangle2D room, Ink ink) {
    double[] heights = heights(room);
    double top = room.getMinY();
    for (int i = 0; i < heights.length; i++) {
      LayerActivations layer = layers.get(i);
      words(layer, room, top + CAPTION.size(), ink);
      top += LINE;
      Tiles tiles = Tiles.of(layer, room.getWidth(), heights[i]);
      tiles.draw(layer, room.getMinX(), top, ink);
      top += tiles.height() + GAP;
    }
    if (omitted > 0) {
      String more =
          omitted == 1
              ? "1 more layer is left out before the output"
              : "%d more layers are left out before the output".formatted(omitted);
      ink.words(more, room.getMinX(), room.getMaxY(), Anchor.START, DETAIL, Palette.INK);
    }
  }

  /** Of the tiles of each layer. */
  private double[] heights(Rectangle2D room) {
    double height = room.getHeight() - (omitted > 0 ? LINE : 0) - layers.size() * (LINE + GAP);
    return shares(Math.max(layers.size(), height), room);
  }

  /**
   * What each gets of a height: what it can use, or else as much as every other that lacks some.
   */
  private double[] shares(double height, Rectangle2D room) {
    double[] wishes =
        layers.stream().mapToDouble(layer -> Tiles.wish(layer, room.getWidth())).toArray();
    double[] sorted = wishes.clone();
    Arrays.sort(sorted);
    double left = height;
    double most = height;
    for (int i = 0; i < sorted.length; i++) {
      most = left / (sorted.length - i);
      if (sorted[i] > most) {
        break;
      }
      left -= sorted[i];
      most = height;
    }
    double limit = most;
    return Arrays.stream(wishes).map(wish -> Math.min(wish, limit)).toArray();
  }

  private static void words(LayerActivations layer, Rectangle2D room, double baseline, Ink ink) {
    String caption = "%s %s: %s".formatted(layer.place(), operations(layer), what(layer));
    String detail = Shade.of(layer).words();
    double half = 0.62 * room.getWidth();
    ink.words(
        caption,
        room.getMinX(),
        baseline,
        Anchor.START,
        CAPTION.shrunk(caption, half, 1),
        Palette.INK);
    ink.words(
        detail,
        room.getMaxX(),
        baseline,
        Anchor.END,
        DETAIL.shrunk(detail, room.getWidth() - half - GAP, 1),
        Palette.GREY);
  }

  private static String operations(LayerActivations layer) {
    return String.join(", ", layer.operations());
  }

  /** {@code 32 maps of 26×26}, or {@code the first 512 of 800 units}. */
  private static String what(LayerActivations layer) {
    int shown = layer.tiles().length;
    String count =
        layer.omitted() == 0
            ? String.format(Locale.ROOT, "%,d", shown)
            : String.format(Locale.ROOT, "the first %,d of %,d", shown, shown + layer.omitted());
    return switch (layer.shape()) {
      case Shape.Image image ->
          "%s %s of %d×%d"
              .formatted(
                  count,
                  shown + layer.omitted() == 1 ? "map" : "maps",
                  image.height(),
                  image.width());
      case Shape.Vector vector -> count + (vector.size() == 1 ? " unit" : " units");
    };
  }
}
