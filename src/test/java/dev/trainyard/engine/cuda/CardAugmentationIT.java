package dev.trainyard.engine.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.AugmentedImages;
import dev.trainyard.engine.RandomPlans;
import dev.trainyard.engine.TrainingPlan;
import dev.trainyard.engine.cuda.driver.StandIn;
import dev.trainyard.training.Augmentation;
import dev.trainyard.training.Augmentation.Elastic;
import java.lang.foreign.MemorySegment;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CardAugmentationIT {
  private static final Elastic NONE = new Elastic(0, 4);
  private static final SharedCard SHARED = new SharedCard(StandIn.settings());

  @AfterAll
  static void giveBack() {
    SHARED.close();
  }

  static Stream<Augmentation> augmentations() {
    return Stream.of(
        new Augmentation(2, 0, 0, 0, NONE, 0),
        new Augmentation(0, 30, 0, 0, NONE, 0),
        new Augmentation(0, 0, 0.3, 0.4, NONE, 0),
        new Augmentation(0, 0, 0, 0, new Elastic(34, 4), 0),
        new Augmentation(0, 0, 0, 0, NONE, 5),
        new Augmentation(64, 180, 0.9, 1, new Elastic(1000, 0.5), 64),
        new Augmentation(1.5, 10, 0.1, 0.1, new Elastic(8, 2.5), 3));
  }

  /** Images of one and of several channels, taller and wider. */
  @ParameterizedTest
  @MethodSource("augmentations")
  void drawsTheSameBytesAsTheProcessor(Augmentation augmentation) {
    for (int number = 0; number < 6; number++) {
      TrainingPlan random = RandomPlans.of(number, 0);
      TrainingPlan plan =
          new TrainingPlan(
              random.network(),
              random.training().withAugmentation(augmentation),
              random.trainImages(),
              random.validationImages(),
              () -> 1);
      AugmentedImages augmented = new AugmentedImages(plan);
      try (SharedCard.Use use = SHARED.use();
          Workspace workspace = new Workspace(use.card().card(), use.card().kernels());
          CardImages.Lease images =
              use.card().images().take(plan.trainImages(), workspace.stream())) {
        CardAugmentation onCard = new CardAugmentation(workspace, augmented, images.pixels());
        for (int epoch = 1; epoch <= 2; epoch++) {
          augmented.draw(epoch);
          onCard.draw(epoch);

          assertThat(drawn(workspace, onCard, plan.trainImages()))
              .as("%s", random.network().input())
              .containsExactly(augmented.images().pixels());
        }
      }
    }
  }

  private static byte[] drawn(Workspace workspace, CardAugmentation onCard, LabelledImages like) {
    byte[] bytes = new byte[like.pixels().length];
    workspace.stream().download(MemorySegment.ofArray(bytes), onCard.drawn());
    return bytes;
  }
}
