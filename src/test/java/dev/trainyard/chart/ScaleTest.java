package dev.trainyard.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.chart.Scale.Tick;
import dev.trainyard.training.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class ScaleTest {

  @Test
  void beginsAndEndsOnRoundNumbers() {
    assertLabels(Scale.around(0.831, 0.992))
        .containsExactly("0.80", "0.85", "0.90", "0.95", "1.00");
    assertLabels(Scale.around(83.1, 99.2)).containsExactly("80", "85", "90", "95", "100");
    assertLabels(Scale.around(0, 2.3)).containsExactly("0.0", "0.5", "1.0", "1.5", "2.0", "2.5");
    assertLabels(Scale.around(0.1 + 0.2, 0.5)).startsWith("0.30").endsWith("0.50");
  }

  @Test
  void writesVeryLargeAndVerySmallNumbersWithPowersOfTen() {
    assertLabels(Scale.around(2.8e28, 3.5e28)).startsWith("2.8×10²⁸", "2.9×10²⁸", "3.0×10²⁸");
    assertLabels(Scale.around(0, 6e-6))
        .containsExactly("0", "10⁻⁶", "2×10⁻⁶", "3×10⁻⁶", "4×10⁻⁶", "5×10⁻⁶", "6×10⁻⁶");
    assertLabels(Scale.around(-2e6, 2e6)).startsWith("−2×10⁶", "−10⁶", "0");
  }

  @Test
  void decadesArePowersOfTen() {
    assertLabels(Scale.decades(0.003, 2.3)).containsExactly("10⁻³", "10⁻²", "10⁻¹", "10⁰", "10¹");
    assertLabels(Scale.decades(0.1, 1e30))
        .containsExactly("10⁻⁵", "10⁰", "10⁵", "10¹⁰", "10¹⁵", "10²⁰", "10²⁵", "10³⁰");
  }

  @Test
  void logarithmicRangesOfLessThanTwoDecadesHaveTicksToo() {
    assertLabels(Scale.of(Math.log10(15), Math.log10(90), true)).containsExactly("20", "50");
  }

  @Test
  void accuraciesEndAtAHundredPercent() {
    assertThat(scale(Metric.ACCURACY, 99.99, 100).high()).isEqualTo(100);
    assertThat(scale(Metric.ACCURACY, 0, 0).low()).isZero();
  }

  @Test
  void lossesBeginAtZeroUnlessTheyAreCloseTogether() {
    assertThat(scale(Metric.LOSS, 0.05, 0.6).low()).isZero();
    assertThat(scale(Metric.LOSS, 0.5, 0.6).low()).isEqualTo(0.5);
  }

  @Test
  void lossesThatSpanThreeDecadesStandOnALogarithmicAxis() {
    assertThat(scale(Metric.LOSS, 0.002, 1.9).logarithmic()).isFalse();
    assertThat(scale(Metric.LOSS, 0.002, 2).logarithmic()).isTrue();
    assertThat(scale(Metric.LOSS, 0, 0.002, 2).logarithmic()).isTrue();
    assertThat(scale(Metric.LOSS, -1, 0.002, 2).logarithmic()).isFalse();
    assertThat(scale(Metric.ACCURACY, 0.01, 100).logarithmic()).isFalse();
  }

  @Test
  void epochsAreWholeNumbers() {
    assertLabels(Scale.wholeNumbersTo(1, 0.5)).containsExactly("1");
    assertLabels(Scale.wholeNumbersTo(8, 0.2))
        .containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
    assertLabels(Scale.wholeNumbersTo(20, 0.4)).containsExactly("5", "10", "15", "20");
    assertLabels(Scale.wholeNumbersTo(Integer.MAX_VALUE, 0.4)).hasSize(4).endsWith("2×10⁹");
  }

  /** Numbers of every size and sign: their bits are random. */
  @Test
  @Timeout(60)
  void anyTwoNumbersHaveEightTicksAtMost() {
    SplittableRandom random = new SplittableRandom(42);
    List<Double> edges =
        List.of(0.0, -0.0, 4.9e-324, 1e-300, 1.0, 1e19, 1e20, 1e308, Double.MAX_VALUE, 0.1, 100.0);
    List<Double> numbers = new ArrayList<>(edges);
    edges.forEach(edge -> numbers.add(-edge));
    random
        .longs(200)
        .mapToObj(Double::longBitsToDouble)
        .filter(Double::isFinite)
        .forEach(numbers::add);
    for (double one : numbers) {
      for (double other : numbers) {
        double low = Math.min(one, other);
        double high = Math.max(one, other);
        check(Scale.around(low, high), low, high);
        check(Scale.of(low, high, false), low, high);
        if (low > 0) {
          check(Scale.decades(low, high), low, high);
        }
      }
    }
  }

  private static void check(Scale scale, double low, double high) {
    assertThat(scale.ticks()).as("%s to %s", low, high).hasSizeLessThanOrEqualTo(8);
    assertThat(scale.ticks()).extracting(Tick::label).doesNotHaveDuplicates();
    assertThat(scale.share(low)).isBetween(0.0, 1.0).isLessThanOrEqualTo(scale.share(high));
    assertThat(scale.share(high)).isBetween(0.0, 1.0);
    assertThat(scale.ticks()).allSatisfy(tick -> assertThat(scale.share(tick)).isBetween(0.0, 1.0));
  }

  private static Scale scale(Metric metric, double... values) {
    Range range = new Range();
    range.add(values, new double[values.length]);
    return Axes.scale(metric, range);
  }

  private static ListAssert<String> assertLabels(Scale scale) {
    return assertThat(scale.ticks().stream().map(Tick::label).toList());
  }
}
