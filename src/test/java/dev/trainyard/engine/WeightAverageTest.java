package dev.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

import dev.trainyard.engine.EpochLoop.Steps;
import dev.trainyard.training.Averaging;
import org.junit.jupiter.api.Test;

class WeightAverageTest {
  /** After 32 steps a sixteenth is left, and after 8 the half. */
  private static final double DECAY = Math.pow(0.5, 0.125);

  private static final int BATCHES = 40;

  private final Steps steps = mock();
  private final WeightAverage average = new WeightAverage(new Averaging(DECAY, 2), 2, BATCHES);

  @Test
  void isWhatAHandComputes() {
    after(32, 1, -5);
    after(40, 3, 0);

    // 32 steps at 1/2 · (1 - 1/16) = 15/32 and 8 at 1 - 1/2 = 16/32.
    average.show(steps);
    verify(steps).setParameters(new float[] {63f / 31, -75f / 31});
  }

  @Test
  void passesOverMiniBatchesInBetweenAndEpochsBeforeItsOwn() {
    average.follow(steps, 1, 32);
    average.follow(steps, 1, BATCHES);
    average.follow(steps, 2, 1);
    average.follow(steps, 2, 31);
    average.follow(steps, 2, 33);

    verifyNoInteractions(steps);
  }

  @Test
  void handsOverTheAverageAndWhatTrainingGoesOnFrom() {
    after(BATCHES, 4, 6);
    Checkpoint shown = new Checkpoint(2, new float[] {8, 9}, new float[] {7});

    Checkpoint kept = average.hide(steps, shown);

    assertThat(kept.epoch()).isEqualTo(2);
    assertThat(kept.parameters()).containsExactly(8, 9);
    assertThat(kept.updaterState()).containsExactly(7);
    assertThat(kept.unaveraged()).containsExactly(4, 6);
    verify(steps).setParameters(new float[] {4, 6});
  }

  @Test
  void goesOnFromACheckpoint() {
    average.goOn(new Checkpoint(2, new float[] {1, 2}, new float[0], new float[] {3, 4}), steps);
    verify(steps).setParameters(new float[] {3, 4});

    average.show(steps);
    verify(steps).setParameters(new float[] {1, 2});
  }

  private void after(int batch, float... parameters) {
    doAnswer(
            call -> {
              System.arraycopy(parameters, 0, call.<float[]>getArgument(0), 0, parameters.length);
              return null;
            })
        .when(steps)
        .copyParameters(org.mockito.ArgumentMatchers.any());
    average.follow(steps, 2, batch);
  }
}
