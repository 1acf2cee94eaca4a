package dev.trainyard.catalog;

import dev.trainyard.dataset.ImageDataset;
import dev.trainyard.dataset.LabelledImages;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** A picture of labelled examples: a row for each class. */
public final class SampleSheet {
  private static final int COLUMNS = 12;

  /** The side of an image on the sheet, in pixels. */
  private static final int TILE = 56;

  private static final int GAP = 6;
  private static final int MARGIN = 40;
  private static final int HEADING = 76;
  private static final int LABEL_WIDTH = 52;
  private static final int COUNT_WIDTH = 128;
  private static final Color INK = new Color(0x1f2933);
  private static final Color GREY = new Color(0x616e7c);

  private final ImageDataset dataset;
  private final SplitName split;
  private final LabelledImages images;
  private final List<String> classes;

  SampleSheet(ImageDataset dataset, SplitName split) {
    this.dataset = dataset;
    this.split = split;
    this.images = split.of(dataset);
    this.classes = dataset.facts().classes();
  }

  /** Examples of what is learnt from. */
  public static SampleSheet ofTraining(ImageDataset dataset) {
    return new SampleSheet(dataset, SplitName.TRAIN);
  }

  /** In pixels. */
  public int width() {
    return 2 * MARGIN + LABEL_WIDTH + COLUMNS * (TILE + GAP) - GAP + COUNT_WIDTH;
  }

  /** In pixels. */
  public int height() {
    return 2 * MARGIN + HEADING + classes.size() * (TILE + GAP) - GAP;
  }

  /** Draws the sheet at its size. */
  public void paint(Graphics2D g) {
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, width(), height());
    drawHeading(g);
    for (int c = 0; c < classes.size(); c++) {
      drawRow(g, c, MARGIN + HEADING + c * (TILE + GAP));
    }
  }

  /** The sheet as a PNG file. */
  byte[] png() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture(), "png", bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory failed", impossible);
    }
    return bytes.toByteArray();
  }

  private BufferedImage picture() {
    BufferedImage picture = new BufferedImage(width(), height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D g = picture.createGraphics();
    try {
      paint(g);
    } finally {
      g.dispose();
    }
    return picture;
  }

  private void drawHeading(Graphics2D g) {
    text(g, Font.BOLD, 24, INK);
    g.drawString("%s: %s".formatted(dataset.facts().title(), split.plural), MARGIN, MARGIN + 18);
    text(g, Font.PLAIN, 14, GREY);
    g.drawString(
        String.format(
            Locale.ROOT,
            "%d of each class out of %,d, each %d × %d pixels; right: how many there are",
            COLUMNS,
            images.count(),
            images.height(),
            images.width()),
        MARGIN,
        MARGIN + 44);
  }

  private void drawRow(Graphics2D g, int label, int top) {
    int[] members =
        IntStream.range(0, images.count()).filter(i -> images.label(i) == label).toArray();
    text(g, Font.BOLD, 26, INK);
    g.drawString(classes.get(label), MARGIN, top + TILE / 2 + 9);
    int x = MARGIN + LABEL_WIDTH;
    for (int k = 0; k < Math.min(COLUMNS, members.length); k++) {
      int image = members[(int) ((long) k * members.length / COLUMNS)];
      g.drawImage(images.picture(image), x + k * (TILE + GAP), top, TILE, TILE, null);
    }
    text(g, Font.PLAIN, 14, GREY);
    String count =
        String.format(
            Locale.ROOT, "%,d  (%.1f%%)", members.length, 100.0 * members.length / images.count());
    int right = MARGIN + LABEL_WIDTH + COLUMNS * (TILE + GAP) - GAP + COUNT_WIDTH;
    g.drawString(count, right - g.getFontMetrics().stringWidth(count), top + TILE / 2 + 5);
  }

  private static void text(Graphics2D g, int style, int size, Color color) {
    g.setFont(new Font(Font.SANS_SERIF, style, size));
    g.setColor(color);
  }
}
