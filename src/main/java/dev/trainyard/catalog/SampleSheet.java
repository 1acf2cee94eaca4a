package dev.trainyard.catalog;

import dev.trainyard.dataset.ImageDataset;
import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.picture.Png;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A picture of labelled examples: a row for each class. */
public final class SampleSheet {
  private static final int COLUMNS = 12;

  /** The side of an image on the sheet, in pixels. */
  private static final int TILE = 56;

  private static final int GAP = 6;
  private static final int MARGIN = 40;
  private static final int HEADING = 76;
  private static final int LABEL_WIDTH = 52;
  private static final int WIDEST_LABEL = 220;

  /** More classes would make a picture that nobody can look at. */
  private static final int MOST_ROWS = 40;

  private static final int COUNT_WIDTH = 128;
  private static final int WIDE_COUNTS = 270;
  private static final Font SANS = new Font(Font.SANS_SERIF, Font.PLAIN, 1);
  private static final Color INK = new Color(0x1f2933);
  private static final Color GREY = new Color(0x616e7c);

  private final ImageDataset dataset;
  private final SplitName split;
  private final LabelledImages images;
  private final List<String> classes;
  private final Lettering lettering;
  private final int labelWidth;

  SampleSheet(ImageDataset dataset, SplitName split) {
    this.dataset = dataset;
    this.split = split;
    this.images = split.of(dataset);
    List<String> all = dataset.facts().classes();
    this.classes = all.subList(0, Math.min(MOST_ROWS, all.size()));
    boolean brief = classes.stream().allMatch(name -> name.length() <= 2);
    this.lettering = new Lettering(SANS, brief ? 26 : 15, 14, COUNT_WIDTH);
    this.labelWidth = brief ? LABEL_WIDTH : Math.min(WIDEST_LABEL, widest(classes) + 2 * GAP);
  }

  private int widest(List<String> names) {
    FontMetrics metrics = metrics(lettering.font().deriveFont(Font.BOLD, lettering.names()));
    return names.stream().mapToInt(metrics::stringWidth).max().orElse(0);
  }

  private static FontMetrics metrics(Font font) {
    Graphics2D g = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    try {
      return g.getFontMetrics(font);
    } finally {
      g.dispose();
    }
  }

  /** Examples of what is learnt from. */
  public static SampleSheet ofTraining(ImageDataset dataset) {
    return new SampleSheet(dataset, SplitName.TRAIN);
  }

  /** In pixels. */
  public int width() {
    return 2 * MARGIN + labelWidth + COLUMNS * (TILE + GAP) - GAP + COUNT_WIDTH;
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
      drawRow(g, c, MARGIN, MARGIN + HEADING + c * (TILE + GAP), lettering);
    }
  }

  /** The width of {@link #paintRows}. */
  public int rowWidth() {
    return labelWidth + COLUMNS * (TILE + GAP) - GAP + WIDE_COUNTS;
  }

  /** Its height. */
  public int rowsHeight() {
    return classes.size() * (TILE + GAP) + GAP;
  }

  /**
   * Draws the rows alone, with letters that can be read where the sheet is a third of its size.
   *
   * @param font of the letters, of any size
   */
  public void paintRows(Graphics2D g, Font font) {
    Lettering letters = new Lettering(font, 34, 30, WIDE_COUNTS);
    for (int c = 0; c < classes.size(); c++) {
      drawRow(g, c, 0, c * (TILE + GAP), letters);
    }
  }

  /** The font, and the sizes of the names of classes and of the counts, which are so wide. */
  private record Lettering(Font font, int names, int counts, int width) {}

  /** The sheet as a PNG file. */
  byte[] png() {
    return Png.of(picture());
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
    text(g, SANS, Font.BOLD, 24, INK);
    g.drawString("%s: %s".formatted(dataset.facts().title(), split.plural), MARGIN, MARGIN + 18);
    text(g, SANS, Font.PLAIN, 14, GREY);
    g.drawString(
        String.format(
            Locale.ROOT,
            "%s%d of %s out of %,d, each %d × %d pixels; right: how many there are",
            IntStream.range(0, classes.size()).allMatch(c -> members(c).length >= COLUMNS)
                ? ""
                : "up to ",
            COLUMNS,
            classes.size() == images.classes()
                ? "each class"
                : "the first %d of %,d classes".formatted(classes.size(), images.classes()),
            images.count(),
            images.width(),
            images.height()),
        MARGIN,
        MARGIN + 44);
  }

  private void drawRow(Graphics2D g, int label, int left, int top, Lettering letters) {
    int[] members = members(label);
    text(g, letters.font(), Font.BOLD, letters.names(), INK);
    String name = shortened(classes.get(label), g.getFontMetrics());
    g.drawString(name, left, baseline(top, letters.names()));
    int x = left + labelWidth;
    int shown = Math.min(COLUMNS, members.length);
    for (int k = 0; k < shown; k++) {
      int image = members[(int) ((long) k * members.length / shown)];
      drawImage(g, images.picture(image), x + k * (TILE + GAP), top);
    }
    text(g, letters.font(), Font.PLAIN, letters.counts(), GREY);
    String count =
        String.format(
            Locale.ROOT, "%,d  (%.1f%%)", members.length, 100.0 * members.length / images.count());
    int right = x + COLUMNS * (TILE + GAP) - GAP + letters.width();
    g.drawString(
        count, right - g.getFontMetrics().stringWidth(count), baseline(top, letters.counts()));
  }

  private int[] members(int label) {
    return IntStream.range(0, images.count()).filter(i -> images.label(i) == label).toArray();
  }

  /** As large as a tile, with its aspect kept. */
  static void drawImage(Graphics2D g, BufferedImage image, int left, int top) {
    double scale = (double) TILE / Math.max(image.getWidth(), image.getHeight());
    int width = Math.max(1, (int) Math.round(image.getWidth() * scale));
    int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION,
        scale < 1
            ? RenderingHints.VALUE_INTERPOLATION_BILINEAR
            : RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    g.drawImage(image, left + (TILE - width) / 2, top + (TILE - height) / 2, width, height, null);
  }

  /** Without letters in the middle, as what is called alike differs at its ends. */
  private String shortened(String name, FontMetrics metrics) {
    int room = labelWidth - GAP;
    if (metrics.stringWidth(name) <= room || labelWidth == LABEL_WIDTH) {
      return name;
    }
    int[] letters = name.codePoints().toArray();
    String shorter = "…";
    for (int kept = 1; kept < letters.length; kept++) {
      int behind = kept / 2;
      String longer =
          new String(letters, 0, kept - behind)
              + "…"
              + new String(letters, letters.length - behind, behind);
      if (metrics.stringWidth(longer) > room) {
        break;
      }
      shorter = longer;
    }
    return shorter;
  }

  /** Of letters in the middle of a tile. */
  private static int baseline(int top, int size) {
    return top + TILE / 2 + (int) Math.round(0.36 * size);
  }

  private static void text(Graphics2D g, Font font, int style, int size, Color color) {
    g.setFont(font.deriveFont(style, size));
    g.setColor(color);
  }
}
