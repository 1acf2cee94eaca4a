package dev.trainyard.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.report.Reproduction.Outcome;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class ReproductionTest {
  private static final List<Judged> ALIKE =
      List.of(
          ContrastsTest.judged(9801, 9803),
          ContrastsTest.judged(9811, 9812),
          ContrastsTest.judged(9809, 9806),
          ContrastsTest.judged(9790, 9792));

  @Test
  void takesTheVariationOfAllThatVaryAlike() {
    Reproduction reproduction = Reproduction.of(0.9847, ALIKE.get(1), ALIKE);

    assertThat(reproduction.alone()).isFalse();
    assertThat(reproduction.outcome()).isEqualTo(Outcome.MISSED);
    assertThat(reproduction.newRun().to()).isLessThan(0.9820);
  }

  /** Two replicates that are far apart leave an interval which no accuracy can fill. */
  @Test
  void saysThatItRestsOnTheRecipeAloneAndStaysAnAccuracy() {
    Judged odd = ContrastsTest.judged(9615, 9686);
    Reproduction reproduction =
        Reproduction.of(
            0.9847, odd, List.of(ALIKE.get(0), ALIKE.get(1), ALIKE.get(2), ALIKE.get(3), odd));

    assertThat(reproduction.alone()).isTrue();
    assertThat(reproduction.newRun().from()).isBetween(0.8, 0.95);
    assertThat(reproduction.newRun().to()).isEqualTo(1);
    assertThat(reproduction.outcome()).isEqualTo(Outcome.REACHED);
  }
}
