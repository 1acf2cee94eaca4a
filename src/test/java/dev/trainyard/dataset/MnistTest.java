package dev.trainyard.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
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
  void hasATwinWhosePixelsAreInOneOtherOrder() {
    ImageDataset permuted = TestMnist.permuted();

    assertThat(columns(permuted)).isNotEqualTo(columns(mnist));
    assertThat(columns(permuted).stream().sorted().toList())
        .isEqualTo(columns(mnist).stream().sorted().toList());
    assertThat(permuted.train().labels()).isEqualTo(mnist.train().labels());
    assertThat(permuted.test().labels()).isEqualTo(mnist.test().labels());
    assertThat(permuted.source()).isEqualTo("the images of mnist");
  }

  /** For each pixel a hash of what it is in all images, of both splits. */
  private static List<Integer> columns(ImageDataset dataset) {
    int[] hashes = new int[28 * 28];
    for (LabelledImages images : List.of(dataset.train(), dataset.test())) {
      byte[] pixels = images.pixels();
      for (int i = 0; i < pixels.length; i++) {
        hashes[i % hashes.length] = 31 * hashes[i % hashes.length] + pixels[i];
      }
    }
    return IntStream.of(hashes).boxed().toList();
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
