package dev.trainyard.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class OutlyingVariancesTest {
  private static final List<Map<Integer, Double>> ALIKE =
      List.of(cell(10, 12, 11), cell(20, 22, 24), cell(5, 6, 7), cell(9, 9, 11));

  @Test
  void areOfTheCellsThatVaryFarMoreThanTheOthers() {
    assertThat(outlying(ALIKE)).isEmpty();
    assertThat(outlying(with(List.of(cell(0, 100, 300))))).containsExactly(4);
    assertThat(outlying(with(List.of(cell(0, 100, 300), cell(0, 10_000, 70_000)))))
        .containsExactly(4, 5);
  }

  /**
   * ISO 5725-2's table of critical values at 1%: 0.942 for three cells of three replicates, 0.722
   * for six.
   */
  @Test
  void keepsToTheTabulatedCriticalValues() {
    assertThat(outlying(cells(3, 0.941))).isEmpty();
    assertThat(outlying(cells(3, 0.943))).containsExactly(2);
    assertThat(outlying(cells(6, 0.721))).isEmpty();
    assertThat(outlying(cells(6, 0.723))).containsExactly(5);
  }

  @Test
  void areNotLookedForWhereNothingCouldTell() {
    assertThat(outlying(List.of(cell(1, 1.1, 1), cell(0, 100, 300)))).isEmpty();
    assertThat(outlying(List.of(cell(1), cell(2), cell(30)))).isEmpty();
    assertThat(outlying(List.of(cell(1, 1), cell(2, 2), cell(0, 1)))).isEmpty();
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
            .filter(table -> OutlyingVariances.alikeWithin(table).size() < 6)
            .count();

    assertThat(found / (double) tables).isBetween(0.006, 0.014);
  }

  /**
   * Accuracies in images of 500-300 networks by the factor of weight decay: a seed does much the
   * same to all of them but the last, which Cochran's C test does not see.
   */
  @Test
  void ofDifferencesAreOfTheCellThatASeedDoesSomethingElseTo() {
    List<Map<Integer, Double>> decay =
        List.of(
            cell(9824, 9810, 9816),
            cell(9821, 9807, 9816),
            cell(9824, 9809, 9819),
            cell(9830, 9814, 9819),
            cell(9828, 9815, 9821),
            cell(9799, 9812, 9824));

    assertThat(OutlyingVariances.alikeWithin(decay)).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(OutlyingVariances.alikeInDifferences(decay)).containsExactly(0, 1, 2, 3, 4);
    assertThat(OutlyingVariances.alikeInDifferences(decay.reversed()))
        .containsExactly(1, 2, 3, 4, 5);
  }

  /**
   * By hand: of the residuals of cells and replicates the last cell has a part of 6 in 9, so that F
   * = 6 · 3/2 · 1 / (9 − 9) has no others to be compared with; and 0.01 of noise in them leaves F
   * far below the 299 that three cells of three replicates need.
   */
  @Test
  void ofDifferencesNeedOthersThatVary() {
    assertThat(
            OutlyingVariances.alikeInDifferences(
                List.of(cell(1, 2, 3), cell(4, 5, 6), cell(3, 2, 1))))
        .containsExactly(0, 1, 2);
    assertThat(
            OutlyingVariances.alikeInDifferences(
                List.of(cell(1, 2, 3), cell(4.5, 5, 5.5), cell(3, 2, 1))))
        .containsExactly(0, 1, 2);
    assertThat(
            OutlyingVariances.alikeInDifferences(
                List.of(cell(1, 2, 3), cell(4.05, 5, 5.95), cell(3, 2, 1))))
        .containsExactly(0, 1);
  }

  /** What a seed does to all cells alike is in no difference. */
  @Test
  void ofDifferencesAreFoundInOneOfAHundredTablesWithoutAny() {
    Random random = new Random(4);
    int tables = 4000;
    long found =
        Stream.generate(() -> table(random))
            .limit(tables)
            .filter(table -> OutlyingVariances.alikeInDifferences(table).size() < 6)
            .count();

    assertThat(found / (double) tables).isBetween(0.006, 0.014);
  }

  private static List<Map<Integer, Double>> table(Random random) {
    double[] seeds = random.doubles(3, 0, 100).toArray();
    return Stream.generate(
            () ->
                cell(
                    seeds[0] + random.nextGaussian(),
                    seeds[1] + random.nextGaussian(),
                    seeds[2] + random.nextGaussian()))
        .limit(6)
        .toList();
  }

  private static List<Integer> outlying(List<Map<Integer, Double>> cells) {
    List<Integer> alike = OutlyingVariances.alikeWithin(cells);
    return IntStream.range(0, cells.size())
        .boxed()
        .filter(place -> !alike.contains(place))
        .toList();
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
