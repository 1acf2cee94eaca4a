package dev.trainyard.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.comparison.Contender.Network;
import dev.trainyard.outcome.PairedCells;
import dev.trainyard.outcome.PairedGap.Answer;
import dev.trainyard.outcome.Status;
import dev.trainyard.statistics.Estimate;
import dev.trainyard.training.Metric;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Which test each pair of cells gets, and what it says. */
@NullUnmarked
class PairTestsTest {
  private static final int IMAGES = 10_000;

  @Test
  void takesTwoSingleNetworksByMcNemarsExactTest() {
    Contender one = cell(1, network(1, 7, 0, 9700));
    Contender other = cell(2, network(1, 7, 42, 9730));

    ComparedPair pair = PairTests.of(Metric.ACCURACY, List.of(one, other)).getFirst();

    assertThat(pair.test()).isEqualTo(ComparedPair.Test.NETWORKS);
    assertThat(pair.basis()).isEqualTo("one network each: trials 1/1 and 2/1");
    assertThat(pair.images().gained()).isEqualTo(42);
    assertThat(pair.images().lost()).isEqualTo(30);
    assertThat(pair.difference()).isCloseTo(0.0012, within(1e-12));
    assertThat(pair.otherSeeds()).isNull();
    // scipy.stats.binomtest(42, 42 + 30).pvalue
    assertThat(pair.otherImages().p()).isCloseTo(0.1945051658673991, within(1e-9));
    assertThat(pair.reason()).startsWith("a single network says nothing of other seeds");
  }

  @Test
  void pairsReplicatesByTheirSeedsWhateverTheirOrder() {
    Random random = new Random(1);
    List<Network> five = networks(random, 9700, 1, 2, 3, 4, 5);
    List<Network> three = new ArrayList<>(networks(random, 9760, 3, 4, 5));
    Collections.reverse(three);

    ComparedPair pair =
        PairTests.of(Metric.ACCURACY, List.of(cell(1, five), cell(2, three))).getFirst();

    assertThat(pair.test()).isEqualTo(ComparedPair.Test.PAIRED_SEEDS);
    assertThat(pair.basis())
        .isEqualTo("3 replicates each, paired by their seeds; 2 more of cell 1 have no partner");
    double[] differences = new double[3];
    for (int i = 0; i < 3; i++) {
      differences[i] = five.get(2 + i).figure() - three.get(2 - i).figure();
    }
    double mean = (differences[0] + differences[1] + differences[2]) / 3;
    double squares = 0;
    for (double difference : differences) {
      squares += (difference - mean) * (difference - mean);
    }
    Estimate student = new Estimate(mean, Math.sqrt(squares / 2 / 3), 2);
    assertThat(pair.difference()).isCloseTo(mean, within(1e-12));
    assertThat(pair.otherSeeds().p()).isCloseTo(student.p(), within(1e-9));
    assertThat(pair.otherSeeds().margin()).isCloseTo(student.margin(0.95), within(1e-9));
    assertThat(pair.reason()).isNull();
  }

  @Test
  void testsOtherSeedsAsWelchDoes() {
    Random random = new Random(2);
    List<Network> one = networks(random, 9700, 1, 2, 3);
    List<Network> other = networks(random, 9750, 11, 12, 13, 14);

    ComparedPair pair =
        PairTests.of(Metric.ACCURACY, List.of(cell(1, one), cell(2, other))).getFirst();

    assertThat(pair.test()).isEqualTo(ComparedPair.Test.UNPAIRED_SEEDS);
    assertThat(pair.basis())
        .isEqualTo("3 and 4 replicates, not paired: they have no seed in common");
    assertThat(pair.difference()).isNegative();
    assertThat(pair.otherSeeds().p()).isBetween(0.0, 1.0);
    assertThat(pair.otherImages().margin()).isGreaterThan(pair.otherSeeds().margin() / 2);
  }

  @Test
  void poolsWhatSeedsDoOverTheCellsOfTheTwoExperimentsAlone() {
    Random random = new Random(3);
    Contender small = cell(1, 1, "mnist", networks(random, 9700, 1, 2, 3));
    Contender large = cell(2, 1, "mnist", networks(random, 9720, 1, 2, 3));
    Contender wild =
        cell(
            3,
            2,
            "mnist",
            List.of(network(1, 1, 0, 6000), network(2, 2, 0, 9900), network(3, 3, 0, 9000)));

    List<ComparedPair> pairs = PairTests.of(Metric.ACCURACY, List.of(small, large, wild));

    var sweep = new PairedCells(IMAGES, List.of(bits(small), bits(large))).compare(0, 1);
    assertThat(pairs.get(0).otherSeeds().p()).isEqualTo(sweep.otherSeeds().p());
    var both = new PairedCells(IMAGES, List.of(bits(small), bits(large), bits(wild)));
    assertThat(pairs.get(1).otherSeeds().p()).isEqualTo(both.compare(0, 2).otherSeeds().p());
  }

  @Test
  void adjustsForAllPairsTogether() {
    Random random = new Random(4);
    List<Contender> cells = new ArrayList<>();
    for (int c = 1; c <= 4; c++) {
      cells.add(cell(c, networks(random, 9690 + 10 * c, 1, 2, 3, 4)));
    }

    List<ComparedPair> pairs = PairTests.of(Metric.ACCURACY, cells);

    assertThat(pairs).hasSize(6);
    Answer surest =
        pairs.stream()
            .map(ComparedPair::otherSeeds)
            .min((one, other) -> Double.compare(one.p(), other.p()))
            .orElseThrow();
    assertThat(surest.adjustedP()).isCloseTo(Math.min(1, 6 * surest.p()), within(1e-12));
    assertThat(pairs)
        .allSatisfy(
            pair ->
                assertThat(pair.otherSeeds().adjustedP())
                    .isGreaterThanOrEqualTo(pair.otherSeeds().p()));
  }

  @Test
  void comparesNothingOnDifferentImagesAndDoesNotCountItAsATest() {
    Random random = new Random(5);
    Contender one = cell(1, networks(random, 9700, 1, 2, 3));
    Contender other = cell(2, networks(random, 9720, 1, 2, 3));
    Contender foreign = cell(3, 3, "fashion", networks(random, 9000, 1, 2, 3));

    List<ComparedPair> pairs = PairTests.of(Metric.ACCURACY, List.of(one, other, foreign));

    assertThat(pairs.get(1).test()).isNull();
    assertThat(pairs.get(1).reason())
        .isEqualTo("mnist and fashion are different images, on which nothing can be paired");
    assertThat(pairs.get(0).otherSeeds().adjustedP()).isEqualTo(pairs.get(0).otherSeeds().p());
  }

  @Test
  void comparesNothingThatAHalvingHasStoppedSooner() {
    Contender whole = cell(1, network(1, 1, 0, 9700));
    Contender stopped = stoppedAfter(3, cell(2, network(1, 1, 0, 9600)));
    Contender alike = stoppedAfter(3, cell(3, network(1, 1, 0, 9500)));

    List<ComparedPair> pairs = PairTests.of(Metric.ACCURACY, List.of(whole, stopped, alike));

    assertThat(pairs.get(0).test()).isNull();
    assertThat(pairs.get(0).reason())
        .startsWith("a halving has stopped one of them sooner than the other");
    assertThat(pairs.get(1).test()).isNull();
    assertThat(pairs.get(2).test()).isNotNull();
    assertThat(pairs.get(2).otherImages().adjustedP()).isEqualTo(pairs.get(2).otherImages().p());
  }

  private static Contender stoppedAfter(int epochs, Contender cell) {
    return new Contender(
        cell.cell(),
        cell.experiment(),
        cell.dataset(),
        cell.trials(),
        epochs,
        cell.images(),
        cell.networks(),
        null);
  }

  @Test
  void saysWhatIsStillLacking() {
    Contender done = cell(1, network(1, 1, 0, 9700));
    Contender running =
        new Contender(2, 2, "mnist", List.of(Status.RUNNING, Status.QUEUED), 0, 0, List.of(), null);

    ComparedPair pair = PairTests.of(Metric.ACCURACY, List.of(done, running)).getFirst();

    assertThat(pair.test()).isNull();
    assertThat(pair.difference()).isNull();
    assertThat(pair.reason()).isEqualTo("cell 2 has 0 of 2 trials completed (1 queued, 1 running)");
  }

  @Test
  void comparesLossesByReplicatesOnly() {
    Contender one = losses(1, 0.100, 0.104, 0.099);
    Contender other = losses(2, 0.090, 0.095, 0.088);
    Contender single = losses(3, 0.05);

    List<ComparedPair> pairs = PairTests.of(Metric.LOSS, List.of(one, other, single));

    // scipy.stats.ttest_rel([.100, .104, .099], [.090, .095, .088]).pvalue
    assertThat(pairs.getFirst().otherSeeds().p()).isCloseTo(0.00331675872235691, within(1e-9));
    assertThat(pairs.getFirst().otherImages()).isNull();
    assertThat(pairs.get(1).test()).isNull();
    assertThat(pairs.get(1).reason()).contains("two or more of both cells are needed");
  }

  private static Map<Integer, BitSet> bits(Contender cell) {
    Map<Integer, BitSet> bits = new HashMap<>();
    cell.networks().forEach(network -> bits.put((int) network.seed(), network.right()));
    return bits;
  }

  private static Contender losses(int cell, double... losses) {
    List<Network> networks = new ArrayList<>();
    for (double loss : losses) {
      networks.add(new Network(networks.size() + 1, networks.size() + 1, loss, new BitSet()));
    }
    return cell(cell, networks);
  }

  private static Contender cell(int cell, Network... networks) {
    return cell(cell, List.of(networks));
  }

  private static Contender cell(int cell, List<Network> networks) {
    return cell(cell, cell, "mnist", networks);
  }

  private static Contender cell(int cell, long experiment, String dataset, List<Network> networks) {
    List<Status> completed = networks.stream().map(_ -> Status.COMPLETED).toList();
    return new Contender(cell, experiment, dataset, completed, 0, IMAGES, networks, null);
  }

  /** One that gets the images from the first to the last right. */
  private static Network network(int trial, long seed, int from, int to) {
    BitSet right = new BitSet();
    right.set(from, to);
    return new Network(trial, seed, (double) right.cardinality() / IMAGES, right);
  }

  /** Networks that get about so many images right, each its own. */
  private static List<Network> networks(Random random, int about, long... seeds) {
    List<Network> networks = new ArrayList<>();
    for (long seed : seeds) {
      BitSet right = new BitSet();
      for (int i = 0; i < IMAGES; i++) {
        right.set(i, random.nextInt(IMAGES) < about);
      }
      double accuracy = (double) right.cardinality() / IMAGES;
      networks.add(new Network(networks.size() + 1, seed, accuracy, right));
    }
    return networks;
  }
}
