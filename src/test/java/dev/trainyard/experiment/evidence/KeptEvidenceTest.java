package dev.trainyard.experiment.evidence;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.trainyard.engine.MemoryUsedUp;
import dev.trainyard.experiment.ModelFacts;
import dev.trainyard.experiment.ScoredImages;
import dev.trainyard.experiment.TrainedModels;
import dev.trainyard.refusal.Refusal;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** What is said where a network cannot be asked. */
@NullUnmarked
class KeptEvidenceTest {
  private final TrainedModels models = mock();
  private final Forward forward = mock();
  private final KeptEvidence evidence =
      new KeptEvidence(models, mock(PredictionRows.class), forward);

  @Test
  void refusesForAsLongAsThereIsNoMemory() {
    ModelFacts unfinished = mock();
    when(models.facts(1, 1, null)).thenReturn(unfinished);
    when(forward.probabilities(any(), any(), any()))
        .thenThrow(MemoryUsedUp.onCard("out of memory on the card"));

    assertThatThrownBy(() -> evidence.predictions(1, 1, ScoredImages.TEST, null))
        .hasMessageContaining("out of memory on the card")
        .asInstanceOf(InstanceOfAssertFactories.type(Refusal.class))
        .returns(Refusal.Kind.UNAVAILABLE, Refusal::kind);
  }
}
