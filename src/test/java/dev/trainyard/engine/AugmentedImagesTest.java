package dev.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.dataset.TestMnist;
import dev.trainyard.network.Activation;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Network;
import dev.trainyard.network.NetworkSpec;
import dev.trainyard.network.Shape;
import dev.trainyard.training.Augmentation;
import dev.trainyard.training.Augmentation.Elastic;
import dev.trainyard.training.Optimizer;
import dev.trainyard.training.TrainingSpec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class AugmentedImagesTest {
  private static final Optimizer SGD = new Optimizer.Sgd(0.1);
  private static final Elastic STIFF = new Elastic(0, 4);
  private static final int SIDE = 28;
  private static final int AREA = SIDE * SIDE;

  /** Each has one bright square of 6x6 in the middle. */
  private static final LabelledImages SQUARES = squares(400);

  private static LabelledImages squares(int count) {
    byte[] pixels = new byte[count * AREA];
    for (int i = 0; i < pixels.length; i++) {
      int y = i % AREA / SIDE;
      int x = i % SIDE;
      pixels[i] = (byte) (y >= 11 && y < 17 && x >= 11 && x < 17 ? 250 : 0);
    }
    return new LabelledImages(SIDE, SIDE, 1, 10, pixels, new short[count]);
  }

  private static AugmentedImages images(Augmentation augmentation, LabelledImages of) {
    Network network =
        Network.of(
            new NetworkSpec(List.of(new Layer.Flatten(), new Layer.Dense(10, Activation.SOFTMAX))),
            new Shape.Image(SIDE, SIDE, 1),
            10);
    TrainingSpec training = Plans.training(2, SGD, 0).withAugmentation(augmentation);
    return new AugmentedImages(new TrainingPlan(network, training, of, of, () -> 1));
  }

  private static byte[] drawn(Augmentation augmentation) {
    AugmentedImages images = images(augmentation, SQUARES);
    images.draw(1);
    return images.images().pixels().clone();
  }

  /** Mean over the brightness of an image: of its rows, or of its columns. */
  private static double centre(byte[] pixels, int image, boolean ofRows) {
    double sum = 0;
    double weighted = 0;
    for (int i = 0; i < AREA; i++) {
      int brightness = pixels[image * AREA + i] & 0xff;
      sum += brightness;
      weighted += brightness * (ofRows ? i / SIDE : i % SIDE);
    }
    return weighted / sum;
  }

  private static double light(byte[] pixels, int image) {
    return IntStream.range(0, AREA).map(i -> pixels[image * AREA + i] & 0xff).sum();
  }

  @Test
  void leavesImagesAloneWhenNothingIsAskedFor() {
    AugmentedImages images = images(Augmentation.NONE, SQUARES);
    images.draw(1);

    assertThat(images.images()).isSameAs(SQUARES);
    assertThat(images.pieces()).isZero();
  }

  @Test
  void movesNothingWhenTheDistortionIsTiny() {
    byte[] pixels = drawn(new Augmentation(1e-4, 1e-4, 1e-5, 1e-5, STIFF, 0));

    assertThat(pixels).isEqualTo(SQUARES.pixels());
  }

  @Test
  void changesAnImageByItselfAsAmongAllOthers() {
    for (Augmentation augmentation :
        List.of(
            new Augmentation(3, 20, 0.1, 0.1, new Elastic(34, 4), 8),
            new Augmentation(0, 0, 0, 0, STIFF, 6))) {
      AugmentedImages images = images(augmentation, SQUARES);
      for (int epoch : new int[] {1, 2}) {
        images.draw(epoch);
        for (int image : new int[] {0, 13, 399}) {
          LabelledImages one =
              AugmentedImages.one(
                  augmentation, SQUARES, Plans.training(2, SGD, 0).seed(), epoch, image);
          assertThat(one.pixels())
              .isEqualTo(
                  Arrays.copyOfRange(images.images().pixels(), image * AREA, (image + 1) * AREA));
        }
      }
    }
  }

  @Test
  void shiftsByUpToAsManyPixelsEachWay() {
    byte[] pixels = drawn(new Augmentation(3, 0, 0, 0, STIFF, 0));

    for (boolean ofRows : new boolean[] {true, false}) {
      double[] moved =
          IntStream.range(0, SQUARES.count())
              .mapToDouble(i -> centre(pixels, i, ofRows) - 13.5)
              .sorted()
              .toArray();
      assertThat(moved[0]).isBetween(-3.01, -2.9);
      assertThat(moved[moved.length - 1]).isBetween(2.9, 3.01);
      assertThat(moved[moved.length / 2]).isCloseTo(0, within(0.5));
    }
    assertThat(light(pixels, 0)).isCloseTo(light(SQUARES.pixels(), 0), within(40.0));
  }

  @Test
  void rotatesAboutTheCentreAndKeepsTheArea() {
    byte[] pixels = drawn(new Augmentation(0, 45, 0, 0, STIFF, 0));

    for (int i = 0; i < SQUARES.count(); i++) {
      assertThat(centre(pixels, i, true)).isCloseTo(13.5, within(0.05));
      assertThat(centre(pixels, i, false)).isCloseTo(13.5, within(0.05));
      assertThat(light(pixels, i)).isCloseTo(light(SQUARES.pixels(), i), within(500.0));
    }
    assertThat(pixels).isNotEqualTo(SQUARES.pixels());
  }

  @Test
  void scalesTheAreaByTheSquareOfTheFactor() {
    byte[] pixels = drawn(new Augmentation(0, 0, 0.3, 0, STIFF, 0));

    double[] areas =
        IntStream.range(0, SQUARES.count())
            .mapToDouble(i -> light(pixels, i) / light(SQUARES.pixels(), i))
            .sorted()
            .toArray();
    assertThat(areas[0]).isCloseTo(0.7 * 0.7, within(0.05));
    assertThat(areas[areas.length - 1]).isCloseTo(1.3 * 1.3, within(0.08));
  }

  @Test
  void shearsRowsSidewaysAndLeavesThemInTheirRow() {
    byte[] pixels = drawn(new Augmentation(0, 0, 0, 0.5, STIFF, 0));

    for (int i = 0; i < SQUARES.count(); i++) {
      for (int y : new int[] {0, 5, 10, 17, 27}) {
        for (int x = 0; x < SIDE; x++) {
          assertThat(pixels[i * AREA + y * SIDE + x]).isZero();
        }
      }
    }
    assertThat(pixels).isNotEqualTo(SQUARES.pixels());
  }

  @Test
  void distortsElasticallyByAsMuchAsSimardsFields() {
    Smoothing smoothing = new Smoothing(200, SIDE, SIDE, 4);
    for (int i = 0; i < 200; i++) {
      smoothing.fill(i, Randomness.of(i, Randomness.Purpose.AUGMENTATION, 1), 0);
    }
    smoothing.smooth();
    float[] field = new float[AREA];
    double squares = 0;
    for (int i = 0; i < 200; i++) {
      field = new float[AREA];
      smoothing.addTo(field, i, 34);
      squares += field[14 * SIDE + 14] * field[14 * SIDE + 14];
    }

    // Uniform noise has the deviation 1/√3, a Gaussian of width σ leaves 1/(2 σ √π) of it.
    double expected = 34 / Math.sqrt(3) / (2 * 4 * Math.sqrt(Math.PI));
    assertThat(Math.sqrt(squares / 200)).isCloseTo(expected, within(0.2));
    assertThat(field[14 * SIDE + 14]).isCloseTo(field[14 * SIDE + 15], within(0.6f));
  }

  @Test
  void cutsASquareOut() {
    byte[] white = new byte[50 * AREA];
    Arrays.fill(white, (byte) 255);
    AugmentedImages images =
        images(
            new Augmentation(0, 0, 0, 0, STIFF, 8),
            new LabelledImages(SIDE, SIDE, 1, 10, white, new short[50]));
    images.draw(1);

    for (int i = 0; i < 50; i++) {
      double black = AREA - light(images.images().pixels(), i) / 255;
      assertThat(black).isBetween(16.0, 64.0);
    }
  }

  @Test
  void drawsTheSameInAnyOrderOfPiecesAndAnewInEveryEpoch() {
    Augmentation augmentation = new Augmentation(2, 10, 0.1, 0.1, new Elastic(34, 4), 0);
    LabelledImages mnist = TestMnist.dataset().test();
    AugmentedImages forwards = images(augmentation, mnist);
    AugmentedImages backwards = images(augmentation, mnist);
    forwards.draw(1);
    for (int piece = backwards.pieces() - 1; piece >= 0; piece--) {
      backwards.draw(1, piece);
    }
    byte[] first = forwards.images().pixels().clone();

    assertThat(backwards.images().pixels()).isEqualTo(first);
    forwards.draw(2);
    assertThat(forwards.images().pixels()).isNotEqualTo(first);
    assertThat(mnist.pixels()).isEqualTo(TestMnist.dataset().test().pixels());
  }
}
