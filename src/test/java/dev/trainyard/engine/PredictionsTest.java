package dev.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.trainyard.dataset.LabelledImages;
import java.nio.ByteBuffer;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class PredictionsTest {
  private static final float[][] PROBABILITIES = {
    {0.7f, 0.2f, 0.1f}, {0.1f, 0.45f, 0.45f}, {0.99999f, 5e-6f, 5e-6f}, {0f, 0f, 1f}
  };

  @Test
  void keepsTheClassAndTheTwoProbabilitiesOfEachImage() {
    LabelledImages images = images(3, 0, 2, 1, 0);

    Predictions predictions =
        Predictions.unpacked(7, 4, Predictions.of(7, PROBABILITIES, images).packed());

    assertThat(predictions.epoch()).isEqualTo(7);
    assertThat(predictions.packed()).hasSize(4 * 9);
    for (int i = 0; i < 4; i++) {
      int predicted = new int[] {0, 1, 0, 2}[i];
      assertThat(predictions.predicted(i)).isEqualTo(predicted);
      assertThat(predictions.confidence(i))
          .isCloseTo(PROBABILITIES[i][predicted], withinPercentage(1e-4));
    }
    assertThat(predictions.truth(1)).isCloseTo(0.45, withinPercentage(1e-4));
    assertThat(predictions.truth(2)).isCloseTo(5e-6, withinPercentage(1e-4));
    assertThat(1 - predictions.confidence(2)).isCloseTo(1e-5, withinPercentage(1));
    assertThat(predictions.truth(3)).isPositive().isLessThan(1e-37);
    assertThat(predictions.right().stream()).containsExactly(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {256, 257, 1000})
  void knowsManyClasses(int classes) {
    float[][] probabilities = new float[2][classes];
    probabilities[0][classes - 1] = 1;
    probabilities[1][200] = 1;

    Predictions predictions = Predictions.of(1, probabilities, images(classes, 3, 200));

    assertThat(predictions.predicted(0)).isEqualTo(classes - 1);
    assertThat(predictions.predicted(1)).isEqualTo(200);
  }

  @Test
  void refusesBytesOfOtherImages() {
    byte[] packed = Predictions.of(1, PROBABILITIES, images(3, 0, 0, 0, 0)).packed();

    assertThatThrownBy(() -> Predictions.unpacked(1, 3, packed))
        .hasMessage("36 bytes are not the predictions for 3 images");
    assertThatThrownBy(() -> Predictions.unpacked(1, 2, packed))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Predictions.unpacked(1, 0, packed))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 1000})
  void readsTheThreeDigitsThatEarlierVersionsKept(int classes) {
    ByteBuffer packed = ByteBuffer.allocate(2 * (classes > 256 ? 6 : 5));
    for (float[] losses : new float[][] {{0.5f, 0.5f}, {0.25f, 2}}) {
      if (classes > 256) {
        packed.put((byte) 0);
      }
      packed.put((byte) 2);
      packed.putShort(Float.floatToFloat16(losses[0])).putShort(Float.floatToFloat16(losses[1]));
    }

    Predictions predictions = Predictions.unpacked(1, 2, packed.array());

    assertThat(predictions.predicted(1)).isEqualTo(2);
    assertThat(predictions.confidence(1)).isEqualTo(Math.exp(-0.25));
    assertThat(predictions.loss(1)).isEqualTo(2);
    assertThat(predictions.right().stream()).containsExactly(0);
  }

  private static LabelledImages images(int classes, int... labels) {
    short[] narrow = new short[labels.length];
    for (int i = 0; i < labels.length; i++) {
      narrow[i] = (short) labels[i];
    }
    return new LabelledImages(1, 1, 1, classes, new byte[labels.length], narrow);
  }
}
