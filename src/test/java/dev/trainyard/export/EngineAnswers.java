package dev.trainyard.export;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.TrainedModel;
import dev.trainyard.engine.fused.FusedEngine;
import dev.trainyard.network.Shape;
import org.jspecify.annotations.NullUnmarked;

/** What the service says of an image. */
@NullUnmarked
final class EngineAnswers {

  private EngineAnswers() {}

  /**
   * The probability of each class.
   *
   * @param pixels [height][width][channels]
   */
  static float[] probabilities(TrainedModel model, byte[] pixels) {
    Shape.Image image = (Shape.Image) model.network().input();
    LabelledImages images =
        new LabelledImages(
            image.height(),
            image.width(),
            image.channels(),
            model.network().classes(),
            pixels,
            new short[1]);
    return new FusedEngine().probabilities(model, images, () -> 1)[0];
  }
}
