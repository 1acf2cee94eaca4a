package dev.trainyard.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelledImagesTest {
  private static final int SIDE = 3;

  /** Two images of two channels, with another value at each place. */
  private static LabelledImages images() {
    byte[] pixels = new byte[2 * SIDE * SIDE * 2];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i + 1);
    }
    return new LabelledImages(SIDE, SIDE, 2, 10, pixels, new short[] {7, 8});
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0", "-1, 0", "0, 2", "0, -2", "1, -1", "-2, 1", "2, 2", "3, 0", "0, -4"})
  void movesEachImageByItselfAndFillsWithTheBackground(int down, int right) {
    LabelledImages original = images();
    LabelledImages moved = original.shifted(down, right, Composition.WHOLE_ON_BLACK);

    assertThat(moved.count()).isEqualTo(2);
    for (int image = 0; image < 2; image++) {
      assertThat(moved.label(image)).isEqualTo(original.label(image));
      for (int row = 0; row < SIDE; row++) {
        for (int column = 0; column < SIDE; column++) {
          for (int channel = 0; channel < 2; channel++) {
            assertThat(pixel(moved, image, row, column, channel))
                .isEqualTo(pixel(original, image, row - down, column - right, channel));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0", "-1, 0", "0, 2", "0, -2", "1, -1", "-2, 1", "2, 2", "3, 0", "0, -4"})
  void fillsWithThePixelsAtTheEdgeWhereTheBackgroundMayHaveAnyColour(int down, int right) {
    LabelledImages original = images();
    LabelledImages moved = original.shifted(down, right, Composition.WHOLE_PICTURE);

    for (int image = 0; image < 2; image++) {
      for (int row = 0; row < SIDE; row++) {
        for (int column = 0; column < SIDE; column++) {
          int nearestRow = Math.clamp(row - down, 0, SIDE - 1);
          int nearestColumn = Math.clamp(column - right, 0, SIDE - 1);
          for (int channel = 0; channel < 2; channel++) {
            assertThat(pixel(moved, image, row, column, channel))
                .isEqualTo(pixel(original, image, nearestRow, nearestColumn, channel));
          }
        }
      }
    }
  }

  private static int pixel(LabelledImages images, int image, int row, int column, int channel) {
    boolean inside = row >= 0 && row < SIDE && column >= 0 && column < SIDE;
    int place = ((image * SIDE + row) * SIDE + column) * 2 + channel;
    return inside ? images.pixels()[place] : 0;
  }
}
