package dev.trainyard.evaluation;

import dev.trainyard.chart.Heading;
import dev.trainyard.chart.Ink;
import dev.trainyard.chart.Ink.Anchor;
import dev.trainyard.chart.Letters;
import dev.trainyard.chart.Palette;
import dev.trainyard.chart.Picture;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Images in rows, as large as they fit with their aspect kept, each with two lines below it.
 *
 * @param ifEmpty what stands there if there are no images
 */
record Gallery(String title, String subtitle, List<Tile> tiles, String ifEmpty)
    implements Picture.Drawing {
  private static final double GAP = 8;
  private static final Letters LARGEST = Letters.plain(14);
  private static final double LETTERS_PER_SIDE = 0.17;
  private static final double SMALLEST = 6;

  /**
   * One image.
   *
   * @param caption in bold letters
   * @param detail below it
   */
  record Tile(BufferedImage image, String caption, String detail) {}

  /** Where the tiles stand: so many in a row, images of this side. */
  private record Grid(int columns, int rows, double width, double height, double side) {

    static Grid of(int columns, int tiles, double width, double height) {
      int rows = Math.ceilDiv(tiles, columns);
      double each = width / columns;
      double high = height / rows;
      double lines = 2 * Letters.LEADING;
      double side =
          Math.max(
              high - GAP - lines * LARGEST.size(), (high - GAP) / (1 + lines * LETTERS_PER_SIDE));
      return new Grid(columns, rows, each, high, Math.max(1, Math.min(side, each - GAP)));
    }
  }

  @Override
  public void draw(Picture.Size layout, Ink ink) {
    double top = new Heading(title, subtitle).draw(layout.width(), ink) + Heading.PADDING;
    double width = layout.width() - 2 * Heading.PADDING;
    double height = layout.height() - Heading.PADDING - top;
    if (tiles.isEmpty()) {
      ink.words(
          ifEmpty, layout.width() / 2.0, top + height / 2, Anchor.MIDDLE, LARGEST, Palette.GREY);
      return;
    }
    Grid grid =
        IntStream.rangeClosed(1, tiles.size())
            .mapToObj(columns -> Grid.of(columns, tiles.size(), width, height))
            .max(Comparator.comparingDouble(Grid::side))
            .orElseThrow();
    for (int i = 0; i < tiles.size(); i++) {
      int column = i % grid.columns;
      int row = i / grid.columns;
      double left = Heading.PADDING + column * grid.width;
      draw(tiles.get(i), left, top + row * grid.height, grid, ink);
    }
  }

  private static void draw(Tile tile, double left, double top, Grid grid, Ink ink) {
    double middle = left + grid.width / 2;
    double scale = grid.side / Math.max(tile.image.getWidth(), tile.image.getHeight());
    double wide = scale * tile.image.getWidth();
    double high = scale * tile.image.getHeight();
    ink.image(
        tile.image,
        new Rectangle2D.Double(middle - wide / 2, top + (grid.side - high) / 2, wide, high));
    double size = Math.clamp(LETTERS_PER_SIDE * grid.side, SMALLEST, LARGEST.size());
    Letters caption = new Letters(size, true).shrunk(tile.caption, grid.width - GAP / 2, 1);
    Letters detail = Letters.plain(size).shrunk(tile.detail, grid.width - GAP / 2, 1);
    double first = top + grid.side + Letters.LEADING * size;
    ink.words(tile.caption, middle, first, Anchor.MIDDLE, caption, Palette.INK);
    double second = first + Letters.LEADING * size;
    ink.words(tile.detail, middle, second, Anchor.MIDDLE, detail, Palette.GREY);
  }
}
