package dev.trainyard.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** The cells of a table by what their replicates get right. */
@NullUnmarked
class PairedCellsTest {
  private static final int IMAGES = 10_000;

  /** Twelve images more in each of three replicates, on top of what seeds do to all cells. */
  @Test
  void findsASmallDifferenceThatAllSeedsShowAndItsOpposite() {
    Map<Integer, BitSet> plain = cell(3, 0);
    Map<Integer, BitSet> better = cell(3, 12);

    PairedGap up = PairedCells.gaps(IMAGES, List.of(better, plain), 1).get(0);
    PairedGap down = PairedCells.gaps(IMAGES, List.of(plain, better), 1).get(0);

    assertThat(up.images().gained() - up.images().lost()).isCloseTo(12, within(1e-9));
    assertThat(down.images().gained()).isEqualTo(up.images().lost());
    assertThat(up.otherSeeds().significant()).isTrue();
    assertThat(down.otherSeeds().significant()).isTrue();
    assertThat(down.otherImages().p()).isCloseTo(up.otherImages().p(), within(1e-12));
  }

  @Test
  void findsNothingBetweenCellsThatAreEqual() {
    PairedGap gap = PairedCells.gaps(IMAGES, List.of(cell(3, 0), cell(3, 0)), 1).get(0);

    assertThat(gap.images().gained()).isZero();
    assertThat(gap.images().lost()).isZero();
    assertThat(gap.otherImages().significant()).isFalse();
    assertThat(gap.otherSeeds().p()).isEqualTo(1);
  }

  @Test
  void saysOfSingleNetworksWhatTheImagesSay() {
    PairedGap gap = PairedCells.gaps(IMAGES, List.of(cell(1, 60), cell(1, 0)), 1).get(0);

    assertThat(gap.otherSeeds()).isNull();
    assertThat(gap.seedError()).isNull();
    assertThat(gap.otherImages().p()).isLessThan(1e-6);
  }

  @Test
  void adjustsForTheNumberOfCells() {
    List<Map<Integer, BitSet>> cells = new ArrayList<>();
    for (int extra = 0; extra < 6; extra++) {
      cells.add(noisy(extra));
    }
    cells.add(noisy(40));

    Map<Integer, PairedGap> gaps = PairedCells.gaps(IMAGES, cells, 6);

    assertThat(gaps).hasSize(6).doesNotContainKey(6);
    double least =
        gaps.values().stream().mapToDouble(gap -> gap.otherImages().p()).min().orElseThrow();
    assertThat(gaps.values())
        .allSatisfy(
            gap ->
                assertThat(gap.otherImages().adjustedP())
                    .isBetween(Math.min(1, 6 * least) - 1e-12, 1.0));
  }

  /** What seeds do to a cell that guesses would drown all others. */
  @Test
  void leavesACellThatHasNotLearnedOutOfWhatSeedsDo() {
    Map<Integer, BitSet> guesses = new TreeMap<>();
    for (int replicate = 1; replicate <= 3; replicate++) {
      BitSet right = new BitSet();
      right.set(0, 500 * replicate);
      guesses.put(replicate, right);
    }
    Map<Integer, BitSet> plain = noisy(0);
    Map<Integer, BitSet> better = noisy(30);

    PairedGap alone = PairedCells.gaps(IMAGES, List.of(plain, better), 1).get(0);
    Map<Integer, PairedGap> beside = PairedCells.gaps(IMAGES, List.of(plain, better, guesses), 1);

    assertThat(beside.get(0).seedError()).isEqualTo(alone.seedError());
    assertThat(beside.get(2).otherImages().significant()).isTrue();
  }

  /**
   * Seeds do much the same to the first three; the last differs from them by another amount with
   * each seed, and would hide that the second gains five images with every one.
   */
  @Test
  void judgesACellAloneThatSeedsDoSomethingElseTo() {
    Map<Integer, BitSet> plain = right(9824, 9810, 9816);
    Map<Integer, BitSet> better = right(9829, 9815, 9822);
    Map<Integer, BitSet> same = right(9824, 9811, 9816);
    Map<Integer, BitSet> odd = right(9799, 9812, 9824);

    Map<Integer, PairedGap> without = PairedCells.gaps(IMAGES, List.of(better, plain, same), 1);
    Map<Integer, PairedGap> with = PairedCells.gaps(IMAGES, List.of(better, plain, same, odd), 1);

    assertThat(with.get(0).seedError()).isEqualTo(without.get(0).seedError());
    assertThat(with.get(0).otherSeeds().significant()).isTrue();
    assertThat(with.get(3).otherSeeds().significant()).isFalse();
  }

  /** The first images are right. */
  private static Map<Integer, BitSet> right(int... numbers) {
    Map<Integer, BitSet> right = new TreeMap<>();
    for (int number : numbers) {
      BitSet bits = new BitSet();
      bits.set(0, number);
      right.put(right.size() + 1, bits);
    }
    return right;
  }

  @Test
  void saysNothingOfACellOfWhichNothingIsKept() {
    assertThat(PairedCells.gaps(IMAGES, List.of(cell(3, 0), Map.of(), cell(3, 5)), 2))
        .containsOnlyKeys(0);
    assertThat(PairedCells.gaps(IMAGES, List.of(cell(3, 0), cell(3, 1)), -1)).isEmpty();
  }

  /** Each replicate errs on other images; {@code extra} of its errors are put right. */
  private static Map<Integer, BitSet> cell(int replicates, int extra) {
    Map<Integer, BitSet> right = new TreeMap<>();
    for (int replicate = 1; replicate <= replicates; replicate++) {
      BitSet bits = new BitSet(IMAGES);
      bits.set(0, IMAGES);
      int first = 100 * replicate;
      bits.clear(first, first + 180 + 7 * replicate - extra);
      right.put(replicate, bits);
    }
    return right;
  }

  /** As {@link #cell}, with some errors that are this cell's own. */
  private static Map<Integer, BitSet> noisy(int extra) {
    Map<Integer, BitSet> right = cell(3, extra);
    Random random = new Random(extra);
    right.forEach(
        (_, bits) -> {
          for (int i = 0; i < 40 + random.nextInt(9); i++) {
            bits.clear(5000 + random.nextInt(5000));
          }
        });
    return right;
  }
}
