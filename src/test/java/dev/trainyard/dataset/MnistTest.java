package dev.trainyard.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MnistTest {
  private final ImageDataset mnist = TestMnist.dataset();

  @Test
  void hasAllImages() {
    assertThat(mnist.train().count()).isEqualTo(60_000).isEqualTo(mnist.facts().train().count());
    assertThat(mnist.test().count()).isEqualTo(10_000).isEqualTo(mnist.facts().test().count());
    assertThat(mnist.train().imageSize()).isEqualTo(28 * 28);
  }

  @Test
  void beginsWithTheWellKnownLabels() {
    assertThat(mnist.train().labels())
        .startsWith(
            (short) 5, (short) 0, (short) 4, (short) 1, (short) 9, (short) 2, (short) 1, (short) 3);
    assertThat(mnist.test().labels())
        .startsWith(
            (short) 7, (short) 2, (short) 1, (short) 0, (short) 4, (short) 1, (short) 4, (short) 9);
  }

  @Test
  void hasWhiteInkInTheMiddleOfABlackImage() {
    assertThat(mnist.train().pixels()[0]).isZero();
    assertThat(mean(mnist.train())).isEqualTo(0.1307, org.assertj.core.api.Assertions.within(1e-4));
  }

  @Test
  void knowsWhatServedIt() {
    assertThat(mnist.source()).isNotBlank();
  }

  private static double mean(LabelledImages images) {
    long sum = 0;
    for (byte pixel : images.pixels()) {
      sum += pixel & 0xff;
    }
    return sum / 255.0 / images.pixels().length;
  }
}
