package dev.trainyard.engine.fused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.network.Layer;
import dev.trainyard.network.Padding;
import dev.trainyard.network.Shape;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pooling first gives what a normalisation and the pooling behind it give one after the other. */
class TileNormaliserTest {
  private static final int HEIGHT = 2;
  private static final int WIDTH = 3;
  private static final int CHUNKS = 2;
  private static final int LANES = 16;
  private static final float[] MEANS = {0.5f, -0.25f, 0.1f};

  /** The smallest value of a window becomes the largest where the scale is negative. */
  private static final float[] SCALES = {1.5f, -0.75f, -2};

  private static final float[] SHIFTS = {0.25f, 1, -3};
  private static final float[] SLOPES = {0.125f, -0.5f, 2};
  private static final int CHANNELS = MEANS.length;

  private final Random random = new Random(4);

  @ParameterizedTest
  @CsvSource({"2, 16", "2, 11", "3, 16", "3, 1"})
  void doesAsItsPartsDo(int size, int lanes) {
    Signal input = signal(size * HEIGHT, size * WIDTH);
    fill(input.values);
    Signal between = input.like();
    Signal expected = signal(HEIGHT, WIDTH);
    Signal pooled = signal(HEIGHT, WIDTH);
    LaneNormaliser norm = new LaneNormaliser(input, between);
    MaxPoolStage pool =
        new MaxPoolStage(between, new Layer.MaxPool2d(size, size, Padding.VALID), expected);
    TileNormaliser both = new TileNormaliser(input, pooled);
    fill(expected.gradients);
    System.arraycopy(expected.gradients, 0, pooled.gradients, 0, pooled.gradients.length);
    BatchContext pass = new BatchContext(1, LANES, 1);
    pass.begin(true, 0, CHUNKS * LANES);

    assertThat(both.values()).isEqualTo(norm.values());
    for (int chunk = 0; chunk < CHUNKS; chunk++) {
      norm.normalise(chunk, MEANS, SCALES, SHIFTS);
      pool.forward(chunk, pass);
      both.normalise(chunk, MEANS, SCALES, SHIFTS);
      pool.backward(chunk, 0, pass);
      assertSameMoments(norm, both, chunk, lanes);
      assertSameSums(norm, both, chunk, lanes);
    }
    assertThat(pooled.values).isEqualTo(expected.values);

    for (int chunk = 0; chunk < CHUNKS; chunk++) {
      norm.giveBack(chunk, lanes, MEANS, SCALES, SHIFTS, SLOPES);
    }
    float[] gradients = input.gradients.clone();
    fill(input.gradients);
    for (int chunk = 0; chunk < CHUNKS; chunk++) {
      both.giveBack(chunk, lanes, MEANS, SCALES, SHIFTS, SLOPES);
    }
    // A gradient that is not taken is 0 or -0.
    assertThat(input.gradients).containsExactly(gradients, within(0f));
  }

  private static void assertSameMoments(Normaliser norm, Normaliser both, int chunk, int lanes) {
    float[][] expected = new float[2][CHANNELS];
    float[][] found = new float[2][CHANNELS];
    norm.moments(chunk, lanes, expected[0], expected[1]);
    both.moments(chunk, lanes, found[0], found[1]);
    assertThat(found).isDeepEqualTo(expected);
  }

  /** Zeros are left out, so that what is added up is rounded elsewhere. */
  private static void assertSameSums(Normaliser norm, Normaliser both, int chunk, int lanes) {
    float[][] expected = new float[2][CHANNELS];
    float[][] found = new float[2][CHANNELS];
    norm.sums(chunk, lanes, MEANS, expected[0], expected[1]);
    both.sums(chunk, lanes, MEANS, found[0], found[1]);
    for (int i = 0; i < 2; i++) {
      assertThat(found[i]).containsExactly(expected[i], within(1e-4f));
    }
  }

  /** A value without a window has no gradient of its own, but bears on the moments. */
  @Test
  void fitsWindowsThatLeaveNothingOver() {
    Shape image = new Shape.Image(8, 6, 1);

    assertThat(TileNormaliser.fits(image, pool(2, 2, Padding.VALID))).isTrue();
    assertThat(TileNormaliser.fits(image, pool(2, 2, Padding.SAME))).isFalse();
    assertThat(TileNormaliser.fits(image, pool(2, 1, Padding.VALID))).isFalse();
    assertThat(TileNormaliser.fits(image, pool(3, 3, Padding.VALID))).isFalse();
    assertThat(TileNormaliser.fits(image, pool(4, 4, Padding.VALID))).isFalse();
  }

  private static Layer.MaxPool2d pool(int size, int stride, Padding padding) {
    return new Layer.MaxPool2d(size, stride, padding);
  }

  private static Signal signal(int height, int width) {
    return Signal.input(Signal.Format.LANES, 1, 1, 1, CHUNKS, LANES)
        .images(Signal.Format.LANES, height, width, CHANNELS);
  }

  /** Eighths, so that many are equal and the first of them has to win. */
  private void fill(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (random.nextInt(33) - 16) / 8f;
    }
  }
}
