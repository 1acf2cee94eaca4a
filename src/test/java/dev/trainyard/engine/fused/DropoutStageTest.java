package dev.trainyard.engine.fused;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.engine.Randomness;
import dev.trainyard.engine.Randomness.Purpose;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a mask keeps, by the definition: for each value a number in [0, 1) of its own. */
class DropoutStageTest {
  private static final int SEED = 3;
  private static final int LAYER = 2;
  private static final int BATCH = 5;
  private static final int HEIGHT = 3;
  private static final int WIDTH = 5;
  private static final int CHANNELS = 4;
  private static final int SIZE = HEIGHT * WIDTH * CHANNELS;
  private static final int CHUNKS = 2;
  private static final int LANES = 16;

  @ParameterizedTest
  @EnumSource(Signal.Format.class)
  void keepsWhatIsAtLeastTheRate(Signal.Format format) {
    Randomness randomness = Randomness.of(SEED, Purpose.DROPOUT, 1).part(LAYER).part(BATCH);
    // One of the numbers is the rate: it is kept, and the next smaller one isn't.
    float[] sorted = new float[CHUNKS * LANES * SIZE];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = randomness.uniform(i);
    }
    Arrays.sort(sorted);
    float rate = sorted[sorted.length / 3];

    Signal input = Signal.input(format, HEIGHT, WIDTH, CHANNELS, CHUNKS, LANES);
    Arrays.fill(input.values, 1);
    DropoutStage stage = new DropoutStage(input, LAYER, rate);
    BatchContext pass = new BatchContext(SEED, LANES, CHUNKS);
    pass.begin(true, 0, CHUNKS * LANES);
    stage.begin(pass);
    pass.begin(true, BATCH, CHUNKS * LANES);
    stage.begin(pass);
    for (int chunk = 0; chunk < CHUNKS; chunk++) {
      stage.forward(chunk, pass);
    }

    float kept = (float) (1 / (1 - (double) rate));
    for (int example = 0; example < CHUNKS * LANES; example++) {
      for (int value = 0; value < SIZE; value++) {
        int channel = value % CHANNELS;
        int pixel = value / CHANNELS;
        int place = input.place(example / LANES, example % LANES, channel * HEIGHT * WIDTH + pixel);
        assertThat(stage.output().values[place])
            .as("value %d of example %d", value, example)
            .isEqualTo(randomness.uniform((long) example * SIZE + value) >= rate ? kept : 0);
      }
    }
  }
}
