package dev.trainyard.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** The variation between seeds, of a cell alone and of a whole table. */
@NullUnmarked
class VariationTest {

  /** Six cells of three replicates. */
  static final SeedTable TABLE =
      table(
          new double[][] {
            {0.981, 0.983, 0.982},
            {0.984, 0.985, 0.983},
            {0.979, 0.983, 0.981},
            {0.985, 0.986, 0.987},
            {0.983, 0.984, 0.986},
            {0.980, 0.984, 0.982}
          });

  @Test
  void poolsWithinCellsAndOverPairs() {
    // np.sqrt(((y - y.mean(1, keepdims=True))**2).sum() / (6 * 2))
    Variation within = Variation.withinCells(TABLE);
    assertThat(within.deviation()).isCloseTo(0.0014907119849998612, within(1e-9));
    assertThat(within.degrees()).isEqualTo(12);
    // np.sqrt(2 * ((y - y.mean(1, keepdims=True) - y.mean(0) + y.mean())**2).sum() / (5 * 2))
    Variation differences = Variation.ofDifferences(TABLE);
    assertThat(differences.deviation()).isCloseTo(0.0015420044674960517, within(1e-9));
    assertThat(differences.degrees()).isEqualTo(10);
  }

  @Test
  void isThatOfThePairsWhereThereAreTwoCells() {
    SeedTable two = table(new double[][] {{0.985, 0.986, 0.987}, {0.981, 0.983, 0.982}});
    Variation pairs = Variation.of(0.985 - 0.981, 0.986 - 0.983, 0.987 - 0.982);

    assertThat(Variation.ofDifferences(two).deviation())
        .isCloseTo(pairs.deviation(), within(1e-12));
    assertThat(Variation.ofDifferences(two).degrees()).isEqualTo(pairs.degrees()).isEqualTo(2);
    // scipy.stats.ttest_rel(y[3], y[0]), its pvalue and its confidence_interval(0.95)
    Estimate estimate = pairs.ofMean(0.004, 3);
    assertThat(estimate.p()).isCloseTo(0.020204102886728765, within(1e-9));
    assertThat(estimate.interval(0.95).from()).isCloseTo(0.0015158622882496713, within(1e-9));
    assertThat(estimate.interval(0.95).to()).isCloseTo(0.006484137711750336, within(1e-9));
  }

  @Test
  void leavesOutAReplicateThatSomeCellLacks() {
    SeedTable table =
        SeedTable.of(
            List.of(
                Map.of(1, 0.5, 2, 0.6, 4, 0.9), Map.of(4, 0.8, 2, 0.4), Map.of(2, 1.0, 4, 0.0)));

    assertThat(table.replicates()).containsExactly(2, 4);
    assertThat(Variation.withinCells(table).degrees()).isEqualTo(3);
    // Of 0.3, 0.4 and -1: half their squares each.
    assertThat(Variation.withinCells(table).deviation())
        .isCloseTo(Math.sqrt((0.09 + 0.16 + 1) / 2 / 3), within(1e-12));
  }

  @Test
  void knowsHowLittleThreeSeedsTellOfADeviation() {
    // np.sqrt(2 / stats.chi2.ppf(0.975, 2)), np.sqrt(2 / stats.chi2.ppf(0.025, 2))
    Interval interval = new Variation(1, 2).interval(0.95);
    assertThat(interval.from()).isCloseTo(0.5206582666988174, within(1e-9));
    assertThat(interval.to()).isCloseTo(6.2847346964853825, within(1e-9));
  }

  @Test
  void predictsWhereANewRunFalls() {
    // x.mean() -+ stats.t.ppf(0.975, 2) * x.std(ddof=1) * np.sqrt(1 + 1/3)
    Interval run = Variation.of(0.985, 0.986, 0.987).ofNewRun(0.986, 3, 0.95);
    assertThat(run.from()).isCloseTo(0.9810317245764995, within(1e-9));
    assertThat(run.to()).isCloseTo(0.9909682754235007, within(1e-9));
  }

  @Test
  void coversDeviationsAndNewRuns() {
    Simulation.happens(
        0.95, 4000, random -> Variation.of(normal(random, 3)).interval(0.95).contains(1));
    Simulation.happens(
        0.8,
        4000,
        random -> {
          double[] runs = normal(random, 3);
          double mean = (runs[0] + runs[1] + runs[2]) / 3;
          return Variation.of(runs).ofNewRun(mean, 3, 0.8).contains(random.nextGaussian());
        });
  }

  @Test
  void findsNoDifferenceWhereThereIsNoneWhateverSeedsDoToAllCells() {
    Simulation.isUniform(
        4000,
        random -> {
          double[] seeds = normal(random, 3);
          double[][] values = new double[4][];
          for (int cell = 0; cell < 4; cell++) {
            values[cell] = normal(random, 3);
            for (int r = 0; r < 3; r++) {
              values[cell][r] += 5 * seeds[r];
            }
          }
          SeedTable table = table(values);
          double difference = table.cellMean(2) - table.cellMean(1);
          return Variation.ofDifferences(table).ofMean(difference, 3).p();
        });
  }

  @Test
  void refusesTooFewReplicates() {
    SeedTable single = table(new double[][] {{1}, {2}});

    assertThatIllegalArgumentException().isThrownBy(() -> Variation.of(0.9));
    assertThatIllegalArgumentException().isThrownBy(() -> Variation.of(0.9, Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> Variation.withinCells(single));
    assertThatIllegalArgumentException().isThrownBy(() -> Variation.ofDifferences(single));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SeedTable.of(List.of(Map.of(1, 1.0), Map.of(2, 1.0))));
    assertThatIllegalArgumentException().isThrownBy(() -> SeedTable.of(List.of()));
  }

  static SeedTable table(double[][] values) {
    List<Map<Integer, Double>> cells = new ArrayList<>();
    for (double[] cell : values) {
      Map<Integer, Double> replicates = new TreeMap<>();
      for (int r = 0; r < cell.length; r++) {
        replicates.put(r + 1, cell[r]);
      }
      cells.add(replicates);
    }
    return SeedTable.of(cells);
  }

  static double[] normal(Random random, int n) {
    return random.doubles(n).map(x -> random.nextGaussian()).toArray();
  }
}
