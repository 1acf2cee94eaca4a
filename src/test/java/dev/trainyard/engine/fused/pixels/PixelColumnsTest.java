package dev.trainyard.engine.fused.pixels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.dataset.LabelledImages;
import org.junit.jupiter.api.Test;

class PixelColumnsTest {
  private static final int SIDE = 160;
  private static final int VALUES = SIDE * SIDE * 3;
  private static final int IMAGES = 40;

  /** More values are rare than a {@code char} can number. */
  @Test
  void findsEveryPixelOfLargeColourImagesAgain() {
    byte[] pixels = new byte[IMAGES * VALUES];
    for (int image = 0; image < IMAGES; image++) {
      for (int i = image; i < VALUES; i += IMAGES) {
        pixels[image * VALUES + i] = (byte) (1 + i % 255);
      }
    }
    LabelledImages images = new LabelledImages(SIDE, SIDE, 3, 2, pixels, new short[IMAGES]);
    PixelSplit split = PixelSplit.of(images);
    assertThat(split.rare()).hasSize(65_536);

    PixelColumns columns = PixelColumns.once(images, split);

    byte[] again = new byte[pixels.length];
    for (int image = 0; image < IMAGES; image++) {
      for (int i = 0; i < split.frequent().length; i++) {
        again[image * VALUES + split.frequent()[i]] =
            columns.frequent[image * split.frequent().length + i];
      }
      for (int i = columns.starts[image]; i < columns.starts[image + 1]; i++) {
        again[image * VALUES + split.rare()[columns.numbers[i]]] = columns.bytes[i];
      }
    }
    assertThat(again).isEqualTo(pixels);
  }
}
