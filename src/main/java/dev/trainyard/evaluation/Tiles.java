package dev.trainyard.evaluation;

import dev.trainyard.chart.Ink;
import dev.trainyard.chart.Ink.Anchor;
import dev.trainyard.chart.Letters;
import dev.trainyard.chart.Palette;
import dev.trainyard.network.Shape;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Where the maps or units of a layer stand: as large as they fit, in as few rows as that takes.
 *
 * @param columns how many are in a row
 * @param width of one
 * @param high of one, without its number
 * @param labelled whether each has its number below it; else each row has that of its first
 */
record Tiles(int count, int columns, double width, double high, boolean labelled) {
  private static final double GAP = 3;
  private static final double NUMBER = 9;
  private static final double MARGIN = 22;
  private static final double LEAST = 1;
  private static final double MOST_UNIT = 20;
  private static final double MOST_MAP = 84;
  private static final double PER_VALUE = 6;
  private static final Letters LETTERS = Letters.plain(8);

  /** So that a map of few values keeps its edges however large it is drawn. */
  private static final int LEAST_SIDE = 100;

  /** Those of a layer in so much room. */
  static Tiles of(LayerActivations layer, double room, double height) {
    int count = layer.tiles().length;
    boolean labelled = layer.maps() != null;
    return IntStream.rangeClosed(1, count)
        .filter(columns -> labelled || columns == count || columns % 10 == 0)
        .mapToObj(columns -> of(layer, columns, room, height))
        .max(
            Comparator.comparingDouble((Tiles tiles) -> tiles.width)
                .thenComparingInt(Tiles::columns))
        .orElseThrow();
  }

  private static Tiles of(LayerActivations layer, int columns, double room, double height) {
    float[][][] tiles = layer.tiles();
    double tall = tiles[0].length;
    double wide = tiles[0][0].length;
    double longest = Math.max(tall, wide);
    boolean labelled = layer.maps() != null;
    int rows = Math.ceilDiv(tiles.length, columns);
    double across = (room - (labelled ? 0 : MARGIN)) / columns - GAP;
    double down = height / rows - GAP - (labelled ? NUMBER : 0);
    double side = Math.min(across * longest / wide, down * longest / tall);
    double shown = Math.clamp(side, LEAST, most(layer));
    return new Tiles(
        tiles.length, columns, shown * wide / longest, shown * tall / longest, labelled);
  }

  /** The longest side that is worth its room. */
  private static double most(LayerActivations layer) {
    return switch (layer.shape()) {
      case Shape.Image image ->
          Math.clamp(PER_VALUE * Math.max(image.height(), image.width()), MOST_UNIT, MOST_MAP);
      case Shape.Vector _ -> MOST_UNIT;
    };
  }

  /** The height that a layer can use. */
  static double wish(LayerActivations layer, double room) {
    return of(layer, room, Double.MAX_VALUE).height();
  }

  double height() {
    return Math.ceilDiv(count, columns) * (high + GAP + (labelled ? NUMBER : 0));
  }

  void draw(LayerActivations layer, double left, double top, Ink ink) {
    Shade shade = Shade.of(layer);
    float[][][] tiles = layer.tiles();
    for (int i = 0; i < count; i++) {
      double x = left + (labelled ? 0 : MARGIN) + i % columns * (width + GAP);
      int row = i / columns;
      double y = top + row * (high + GAP + (labelled ? NUMBER : 0));
      Rectangle2D place = new Rectangle2D.Double(x, y, width, high);
      if (labelled) {
        ink.image(image(tiles[i], shade), place);
      } else {
        ink.area(place, shade.of(tiles[i][0][0]));
      }
      ink.line(place, Palette.GREY, Ink.HAIR);
      number(i, place, ink);
    }
  }

  private void number(int index, Rectangle2D place, Ink ink) {
    String number = String.valueOf(index + 1);
    if (labelled) {
      Letters letters = LETTERS.shrunk(number, place.getWidth(), 1);
      double baseline = place.getMaxY() + NUMBER - 1;
      ink.words(number, place.getCenterX(), baseline, Anchor.MIDDLE, letters, Palette.GREY);
    } else if (index % columns == 0) {
      double baseline = place.getCenterY() + LETTERS.size() * Letters.RISE / 2;
      ink.words(number, place.getMinX() - GAP, baseline, Anchor.END, LETTERS, Palette.GREY);
    }
  }

  private static BufferedImage image(float[][] map, Shade shade) {
    BufferedImage image = new BufferedImage(map[0].length, map.length, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < map.length; y++) {
      for (int x = 0; x < map[y].length; x++) {
        image.setRGB(x, y, shade.of(map[y][x]).getRGB());
      }
    }
    return enlarged(image);
  }

  /** The same with as many pixels for each as it takes to have sharp edges. */
  static BufferedImage enlarged(BufferedImage image) {
    int times =
        Math.max(1, Math.ceilDiv(LEAST_SIDE, Math.max(image.getHeight(), image.getWidth())));
    BufferedImage large =
        new BufferedImage(
            image.getWidth() * times, image.getHeight() * times, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < large.getHeight(); y++) {
      for (int x = 0; x < large.getWidth(); x++) {
        large.setRGB(x, y, image.getRGB(x / times, y / times));
      }
    }
    return large;
  }
}
