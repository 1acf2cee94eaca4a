package dev.trainyard.catalog;

import dev.trainyard.dataset.ImageDataset;
import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.AugmentedImages;
import dev.trainyard.picture.Png;
import dev.trainyard.training.Augmentation;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.stream.IntStream;

/**
 * A picture of training images, one in each row, and beside each what it becomes in the first
 * epochs of a training: the very images that the network would see.
 */
final class AugmentedSheet {
  /** More would make a picture that nobody can look at. */
  private static final int MOST_ROWS = 10;

  private static final int EPOCHS = 10;

  /** The side of an image on the sheet, in pixels. */
  private static final int TILE = 56;

  private static final int GAP = 6;
  private static final int MARGIN = 20;
  private static final int HEADING = 28;

  /** Between the originals and what they become. */
  private static final int ASIDE = 18;

  private static final Font SANS = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
  private static final Color GREY = new Color(0x616e7c);

  private final LabelledImages images;
  private final Augmentation augmentation;
  private final long seed;
  private final int[] shown;

  /**
   * A sheet.
   *
   * @param seed of the training
   */
  AugmentedSheet(ImageDataset dataset, Augmentation augmentation, long seed) {
    this.images = dataset.train();
    this.augmentation = augmentation;
    this.seed = seed;
    this.shown = oneOfEachClass(images);
  }

  /** The first image of each of the first classes that have any. */
  private static int[] oneOfEachClass(LabelledImages images) {
    return IntStream.range(0, images.classes())
        .map(
            label ->
                IntStream.range(0, images.count())
                    .filter(image -> images.label(image) == label)
                    .findFirst()
                    .orElse(-1))
        .filter(image -> image >= 0)
        .limit(MOST_ROWS)
        .toArray();
  }

  /** The sheet as a PNG file. */
  byte[] png() {
    return Png.of(picture());
  }

  private BufferedImage picture() {
    BufferedImage picture =
        new BufferedImage(
            left(EPOCHS) + TILE + MARGIN,
            top(shown.length) - GAP + MARGIN,
            images.channels() == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
    Graphics2D g = picture.createGraphics();
    try {
      g.setColor(Color.WHITE);
      g.fillRect(0, 0, picture.getWidth(), picture.getHeight());
      drawHeading(g);
      for (int row = 0; row < shown.length; row++) {
        drawRow(g, row);
      }
    } finally {
      g.dispose();
    }
    return picture;
  }

  private void drawHeading(Graphics2D g) {
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setFont(SANS);
    g.setColor(GREY);
    g.drawString("as it is", left(0), MARGIN + SANS.getSize());
    g.drawString("in epochs 1 to %d".formatted(EPOCHS), left(1), MARGIN + SANS.getSize());
  }

  private void drawRow(Graphics2D g, int row) {
    SampleSheet.drawImage(g, images.picture(shown[row]), left(0), top(row));
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      LabelledImages changed = AugmentedImages.one(augmentation, images, seed, epoch, shown[row]);
      SampleSheet.drawImage(g, changed.picture(0), left(epoch), top(row));
    }
  }

  private static int left(int epoch) {
    return MARGIN + epoch * (TILE + GAP) + (epoch == 0 ? 0 : ASIDE);
  }

  private static int top(int row) {
    return MARGIN + HEADING + row * (TILE + GAP);
  }
}
