package dev.trainyard.experiment.work;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.trainyard.catalog.Presets;
import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.Checkpoint;
import dev.trainyard.engine.Cores;
import dev.trainyard.engine.TrainedModel;
import dev.trainyard.engine.TrainingFailed;
import dev.trainyard.experiment.Deaths;
import dev.trainyard.experiment.ModelFacts;
import dev.trainyard.experiment.TrainedModels;
import dev.trainyard.experiment.TrialSpec;
import dev.trainyard.experiment.evidence.Forward;
import dev.trainyard.experiment.ledger.ClaimedTrial;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class TrialScorerTest {
  private static final TrialSpec SPEC =
      new TrialSpec(
          "mnist", Presets.find("baseline").orElseThrow().network(), Presets.DEFAULT_TRAINING);

  private final TrainedModels models = mock();
  private final Forward forward = mock();
  private final TrialScorer scorer = new TrialScorer(models, forward, new Cores());

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void failsWhatMakesNoNumberOfAnImageThatIsScored(float probability) throws InterruptedException {
    TrainedModel model =
        new TrainedModel(
            mock(), SPEC.training(), new Checkpoint(3, new float[1], new float[1]), 30, null);
    when(models.facts(anyLong(), anyInt(), any()))
        .thenReturn(new ModelFacts(1, SPEC, 3, true, false));
    when(models.find(anyLong(), anyInt(), any())).thenReturn(model);
    when(forward.images(any(), any()))
        .thenReturn(new LabelledImages(1, 1, 1, 2, new byte[1], new short[1]));
    when(forward.probabilities(any(), any(), any()))
        .thenReturn(new float[][] {{probability, probability}});

    assertThatThrownBy(
            () ->
                scorer.score(
                    new ClaimedTrial(
                        1, 1, 1, 1, 10, 10, null, null, new Deaths(0, 0, false, 11), SPEC)))
        .isInstanceOf(TrainingFailed.class)
        .hasMessageContaining("on the images that are scored after epoch 3")
        .hasMessageContaining("the learning rate");
  }
}
