package dev.trainyard.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class OutlyingVariancesTest {
  private static final List<Map<Integer, Double>> ALIKE =
      List.of(cell(10, 12, 11), cell(20, 22, 24), cell(5, 6, 7), cell(9, 9, 11));

  @Test
  void areOfTheCellsThatVaryFarMoreThanTheOthers() {
    assertThat(OutlyingVariances.of(ALIKE)).isEmpty();
    assertThat(OutlyingVariances.of(with(List.of(cell(0, 100, 300))))).containsExactly(4);
    assertThat(OutlyingVariances.of(with(List.of(cell(0, 100, 300), cell(0, 10_000, 70_000)))))
        .containsExactlyInAnyOrder(4, 5);
  }

  /**
   * ISO 5725-2's table of critical values at 1%: 0.942 for three cells of three replicates, 0.722
   * for six.
   */
  @Test
  void keepsToTheTabulatedCriticalValues() {
    assertThat(OutlyingVariances.of(cells(3, 0.941))).isEmpty();
    assertThat(OutlyingVariances.of(cells(3, 0.943))).containsExactly(2);
    assertThat(OutlyingVariances.of(cells(6, 0.721))).isEmpty();
    assertThat(OutlyingVariances.of(cells(6, 0.723))).containsExactly(5);
  }

  @Test
  void areNotLookedForWhereNothingCouldTell() {
    assertThat(OutlyingVariances.of(List.of(cell(1, 1.1, 1), cell(0, 100, 300)))).isEmpty();
    assertThat(OutlyingVariances.of(List.of(cell(1), cell(2), cell(30)))).isEmpty();
    assertThat(OutlyingVariances.of(List.of(cell(1, 1), cell(2, 2), cell(0, 1)))).isEmpty();
  }

  @Test
  void areFoundInOneOfAHundredTablesWithoutAny() {
    Random random = new Random(3);
    int tables = 4000;
    long found =
        Stream.generate(
                () ->
                    Stream.generate(
                            () ->
                                cell(
                                    random.nextGaussian(),
                                    random.nextGaussian(),
                                    random.nextGaussian()))
                        .limit(6)
                        .toList())
            .limit(tables)
            .filter(table -> !OutlyingVariances.of(table).isEmpty())
            .count();

    assertThat(found / (double) tables).isBetween(0.006, 0.014);
  }

  private static List<Map<Integer, Double>> with(List<Map<Integer, Double>> more) {
    return Stream.concat(ALIKE.stream(), more.stream()).toList();
  }

  /** The last of them has this share of the sum of the variances. */
  private static List<Map<Integer, Double>> cells(int count, double share) {
    double ratio = Math.sqrt(share / (1 - share) * (count - 1));
    return Stream.concat(
            Stream.generate(() -> cell(-1, 0, 1)).limit(count - 1),
            Stream.of(cell(-ratio, 0, ratio)))
        .toList();
  }

  private static Map<Integer, Double> cell(double... replicates) {
    return switch (replicates.length) {
      case 1 -> Map.of(1, replicates[0]);
      case 2 -> Map.of(1, replicates[0], 2, replicates[1]);
      default -> Map.of(1, replicates[0], 2, replicates[1], 3, replicates[2]);
    };
  }
}
