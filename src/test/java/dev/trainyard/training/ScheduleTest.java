package dev.trainyard.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final int EPOCHS = 10;
  private static final int BATCHES = 4;

  @Test
  void staysAsItIs() {
    assertThat(rate(Schedule.Constant.PLAIN, 1)).isEqualTo(0.5);
    assertThat(rate(Schedule.Constant.PLAIN, EPOCHS * BATCHES)).isEqualTo(0.5);
  }

  @Test
  void fallsInSteps() {
    Schedule thirds = new Schedule.Step(3, 0.1, 0);

    assertThat(rate(thirds, 3 * BATCHES)).isEqualTo(0.5);
    assertThat(rate(thirds, 3 * BATCHES + 1)).isEqualTo(0.05, within(1e-15));
    assertThat(rate(thirds, 9 * BATCHES + 1)).isEqualTo(0.0005, within(1e-15));
  }

  @Test
  void fallsFromMiniBatchToMiniBatch() {
    Schedule falling = new Schedule.Exponential(0.5, 0);

    assertThat(rate(falling, 1)).isEqualTo(0.5);
    assertThat(rate(falling, 1 + BATCHES / 2)).isEqualTo(0.5 * Math.sqrt(0.5), within(1e-15));
    assertThat(rate(falling, 1 + 2 * BATCHES)).isEqualTo(0.125, within(1e-15));
  }

  @Test
  void glidesDownACosine() {
    Schedule cosine = new Schedule.Cosine(0.2, 0);

    assertThat(rate(cosine, 1)).isEqualTo(0.5);
    assertThat(rate(cosine, 1 + EPOCHS * BATCHES / 2)).isEqualTo(0.3, within(1e-15));
    assertThat(rate(cosine, 1 + EPOCHS * BATCHES)).isEqualTo(0.1, within(1e-15));
  }

  @Test
  void goesUpAndDownOnce() {
    Schedule cycle = new Schedule.OneCycle(0.3, 0.04, 0.001, 0);

    assertThat(rate(cycle, 1)).isEqualTo(0.02, within(1e-15));
    assertThat(rate(cycle, 1 + 3 * BATCHES)).isEqualTo(0.5, within(1e-15));
    assertThat(rate(cycle, 1 + EPOCHS * BATCHES)).isEqualTo(0.0005, within(1e-15));
  }

  @Test
  void risesToTheHeightOfTheCycleUpToTheEnd() {
    assertThat(rate(new Schedule.OneCycle(1, 0, 0, 0), EPOCHS * BATCHES)).isBetween(0.49, 0.5);
    assertThat(rate(new Schedule.OneCycle(0, 0, 0, 0), 1)).isEqualTo(0.5);
  }

  @Test
  void warmsUpFromMiniBatchToMiniBatch() {
    Schedule warm = new Schedule.Constant(2.5);

    assertThat(rate(warm, 1)).isEqualTo(0.05);
    assertThat(rate(warm, 5)).isEqualTo(0.25);
    assertThat(rate(warm, 10)).isEqualTo(0.5);
    assertThat(rate(warm, 11)).isEqualTo(0.5);
  }

  private static double rate(Schedule schedule, long step) {
    return new LearningRate(0.5, schedule, EPOCHS, BATCHES).at(step);
  }
}
