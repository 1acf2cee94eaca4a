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
 * than its share of the height leaves the rest to the others.
 *
 * @param omitted how many more there are
 */
record LayerBands(List<LayerActivations> layers, int omitted) {
  private static final double LINE = 17;
  private static final double GAP = 8;
  private static final Letters CAPTION = new Letters(12, true);
  private static final Letters DETAIL = Letters.plain(11);

  void draw(Rectangle2D room, Ink ink) {
    double bottom = room.getMaxY() - (omitted > 0 ? LINE : 0);
    double fixed = layers.size() * (LINE + GAP);
    double[] heights = shares(Math.max(layers.size(), bottom - room.getMinY() - fixed), room);
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
      String more = "%d more layers are left out before the output".formatted(omitted);
      ink.words(more, room.getMinX(), room.getMaxY(), Anchor.START, DETAIL, Palette.INK);
    }
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
