package dev.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.network.Shape;
import dev.trainyard.training.Validation;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HoldoutTest {
  private static final int CLASSES = 5;
  private static final LabelledImages IMAGES =
      SyntheticImages.of(new Shape.Image(3, 2, 1), CLASSES, 203, 1);

  @Test
  void sharesEveryImageOutOnce() {
    Holdout split = Holdout.of(IMAGES, 41, 7);

    assertThat(split.heldOut().count()).isEqualTo(41);
    assertThat(split.train().count()).isEqualTo(162);
    Set<String> images = texts(split.train());
    images.addAll(texts(split.heldOut()));
    assertThat(images).isEqualTo(texts(IMAGES));
  }

  @Test
  void keepsTheBalanceOfTheClasses() {
    Holdout split = Holdout.of(IMAGES, 41, 7);

    for (int label = 0; label < CLASSES; label++) {
      double exact = count(IMAGES, label) * 41.0 / 203;
      assertThat((double) count(split.heldOut(), label)).isBetween(exact - 1, exact + 1);
    }
  }

  @Test
  void dependsOnTheSeedAlone() {
    Holdout split = Holdout.of(IMAGES, 41, 7);

    assertThat(Holdout.of(IMAGES, 41, 7).heldOut().pixels()).isEqualTo(split.heldOut().pixels());
    assertThat(Holdout.of(IMAGES, 41, 8).heldOut().pixels()).isNotEqualTo(split.heldOut().pixels());
  }

  @Test
  void alwaysLeavesSomethingOnBothSides() {
    assertThat(Validation.onHoldout(0.01).heldOut(3)).isOne();
    assertThat(Validation.onHoldout(0.5).heldOut(2)).isOne();
    assertThat(Validation.onHoldout(0.1).images(60_000, 10_000)).isEqualTo(6000);
    assertThat(Validation.onTest().images(60_000, 10_000)).isEqualTo(10_000);
    assertThat(Validation.onTest().heldOut(60_000)).isZero();
  }

  private static long count(LabelledImages images, int label) {
    return IntStream.range(0, images.count()).filter(i -> images.label(i) == label).count();
  }

  private static Set<String> texts(LabelledImages images) {
    Set<String> texts = new HashSet<>();
    int size = images.imageSize();
    for (int i = 0; i < images.count(); i++) {
      StringBuilder text = new StringBuilder().append(images.label(i));
      for (int p = 0; p < size; p++) {
        text.append(' ').append(images.pixels()[i * size + p]);
      }
      texts.add(text.toString());
    }
    return texts;
  }
}
