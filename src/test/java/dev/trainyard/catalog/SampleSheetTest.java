package dev.trainyard.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.dataset.DatasetFacts;
import dev.trainyard.dataset.ImageDataset;
import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.dataset.TinyDataset;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class SampleSheetTest {
  private static final int FIRST_ROW = 40 + 76;
  private static final int STEP = 56 + 6;

  @Test
  void showsEachImageOfASmallClassOnce() throws IOException {
    BufferedImage sheet = sheet(3, 40);

    assertThat(greys(sheet, 0, 4)).containsExactly(0, 1, 2, 255);
    assertThat(greys(sheet, 1, 12)).doesNotHaveDuplicates();
  }

  @Test
  void saysThatAClassMayHaveFewerImagesThanThereIsRoomFor() throws IOException {
    int[] few = heading(sheet(11, 13));

    assertThat(few).isNotEqualTo(heading(sheet(12, 12))).isEqualTo(heading(sheet(10, 14)));
  }

  /** Of images of one grey each, which is their number. */
  private static BufferedImage sheet(int dark, int light) throws IOException {
    short[] labels = new short[dark + light];
    byte[] pixels = new byte[4 * labels.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (short) (i < dark ? 0 : 1);
      Arrays.fill(pixels, 4 * i, 4 * i + 4, (byte) i);
    }
    DatasetFacts facts = TinyDataset.FACTS;
    LabelledImages images = new LabelledImages(2, 2, 1, 2, pixels, labels);
    byte[] png =
        new SampleSheet(new ImageDataset(facts, "a test", images, images), SplitName.TRAIN).png();
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  /** In the middles of a row's images. */
  private static int[] greys(BufferedImage sheet, int row, int count) {
    int y = FIRST_ROW + row * STEP + 28;
    int right = sheet.getWidth() - 40 - 128 + 6;
    return IntStream.range(0, count)
        .map(k -> sheet.getRGB(right - (12 - k) * STEP + 28, y) & 0xff)
        .toArray();
  }

  private static int[] heading(BufferedImage sheet) {
    return sheet.getRGB(0, 0, sheet.getWidth(), FIRST_ROW, null, 0, sheet.getWidth());
  }
}
