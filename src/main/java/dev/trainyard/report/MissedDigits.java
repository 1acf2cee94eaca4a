package dev.trainyard.report;

import dev.trainyard.chart.Ink;
import dev.trainyard.chart.Letters;
import dev.trainyard.chart.Palette;
import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.report.print.Drawing;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Draws the images that every network gets wrong, in rows, each with its true class below. */
record MissedDigits(Mistakes mistakes) {
  private static final int COLUMNS = 16;
  private static final int ROWS = 2;
  private static final int TILE = 36;
  private static final int GAP = 4;
  private static final int LABEL = 12;
  private static final int WHITE = 255;
  private static final Letters LETTERS = Letters.plain(10.5);

  /** The most that are drawn. */
  static final int MOST = COLUMNS * ROWS;

  Drawing draw() {
    List<Integer> shown = mistakes.both().stream().limit(MOST).toList();
    int rows = Math.max(1, Math.ceilDiv(shown.size(), COLUMNS));
    return new Drawing(
        COLUMNS * (TILE + GAP),
        rows * (TILE + GAP + LABEL),
        graphics -> {
          Ink ink = Ink.on(graphics);
          for (int i = 0; i < shown.size(); i++) {
            int left = i % COLUMNS * (TILE + GAP);
            int top = i / COLUMNS * (TILE + GAP + LABEL);
            tile(graphics, mistakes.images(), shown.get(i), left, top);
            ink.words(
                mistakes.labels().get(i).toString(),
                left + TILE / 2.0,
                top + TILE + LABEL - 1.0,
                Ink.Anchor.MIDDLE,
                LETTERS,
                Palette.INK);
          }
        });
  }

  /** Black on white, as ink on paper; of several channels the first. */
  private static void tile(
      Graphics2D graphics, LabelledImages images, int index, int left, int top) {
    BufferedImage tile =
        new BufferedImage(images.width(), images.height(), BufferedImage.TYPE_INT_RGB);
    int from = index * images.imageSize();
    for (int p = 0; p < images.width() * images.height(); p++) {
      int grey = WHITE - (images.pixels()[from + p * images.channels()] & WHITE);
      tile.setRGB(p % images.width(), p / images.width(), new Color(grey, grey, grey).getRGB());
    }
    graphics.drawImage(tile, left, top, TILE, TILE, null);
    graphics.setColor(Color.LIGHT_GRAY);
    graphics.drawRect(left, top, TILE, TILE);
  }
}
