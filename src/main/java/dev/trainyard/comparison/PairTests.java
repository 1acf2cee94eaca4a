package dev.trainyard.comparison;

import dev.trainyard.outcome.PairedCells;
import dev.trainyard.outcome.PairedGap.Answer;
import dev.trainyard.outcome.PairedGap.Images;
import dev.trainyard.statistics.Holm;
import dev.trainyard.training.Metric;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tests every cell against every later one, and adjusts the p-values of each question for all of
 * them together (Holm, 1979).
 *
 * <p>How differences vary between seeds is pooled over the cells of the two experiments of a pair,
 * as their sweeps do it, and not over all that happen to be compared: recipes of other experiments
 * may vary far more or far less.
 */
final class PairTests {
  private final Metric metric;
  private final List<Contender> cells;
  private final Map<Set<Long>, Pool> pools = new HashMap<>();

  /** The cells of two experiments, in the order in which they are compared. */
  private record Pool(List<Contender> members, PairedCells cells) {}

  private PairTests(Metric metric, List<Contender> cells) {
    this.metric = metric;
    this.cells = cells;
  }

  /** All pairs of these cells, each with those behind it. */
  static List<ComparedPair> of(Metric metric, List<Contender> cells) {
    return new PairTests(metric, cells).all();
  }

  private List<ComparedPair> all() {
    List<PairTest> tests = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      for (int k = i + 1; k < cells.size(); k++) {
        tests.add(test(cells.get(i), cells.get(k)));
      }
    }
    List<@Nullable Answer> bySeeds = answers(tests, PairTest::otherSeeds);
    List<@Nullable Answer> byImages = answers(tests, PairTest::otherImages);
    List<ComparedPair> pairs = new ArrayList<>();
    for (int i = 0; i < tests.size(); i++) {
      pairs.add(pair(tests.get(i), bySeeds.get(i), byImages.get(i)));
    }
    return pairs;
  }

  private PairTest test(Contender one, Contender other) {
    if (!one.dataset().equals(other.dataset())) {
      return PairTest.none(
          one,
          other,
          "%s and %s are different images, on which nothing can be paired"
              .formatted(one.dataset(), other.dataset()));
    }
    if (one.isEmpty() || other.isEmpty()) {
      return PairTest.none(one, other, null);
    }
    if (one.stoppedAfter() != other.stoppedAfter()) {
      return PairTest.none(
          one,
          other,
          "a halving has stopped one of them sooner than the other, and a difference may be due to that alone");
    }
    if (metric == Metric.LOSS) {
      return PairTest.ofLosses(one, other);
    }
    Pool pool =
        pools.computeIfAbsent(
            Set.copyOf(List.of(one.experiment(), other.experiment())),
            experiments -> pool(experiments, one.dataset()));
    return PairTest.ofAccuracies(
        one,
        other,
        () ->
            Objects.requireNonNull(
                pool.cells.compare(pool.members.indexOf(one), pool.members.indexOf(other))));
  }

  private Pool pool(Set<Long> experiments, String dataset) {
    List<Contender> members =
        cells.stream()
            .filter(cell -> experiments.contains(cell.experiment()))
            .filter(cell -> cell.dataset().equals(dataset) && !cell.isEmpty())
            .toList();
    List<Long> seeds =
        members.stream().flatMap(cell -> cell.seeds().stream()).distinct().sorted().toList();
    List<Map<Integer, BitSet>> right =
        members.stream()
            .map(
                cell ->
                    cell.networks().stream()
                        .collect(
                            Collectors.toMap(
                                network -> seeds.indexOf(network.seed()),
                                Contender.Network::right)))
            .toList();
    return new Pool(members, new PairedCells(members.getFirst().images(), right));
  }

  /** The answers to one question, adjusted for each other; null where there is none. */
  private static List<@Nullable Answer> answers(
      List<PairTest> tests, Function<PairTest, PairTest.@Nullable Finding> question) {
    List<PairTest.@Nullable Finding> findings = new ArrayList<>();
    tests.forEach(test -> findings.add(question.apply(test)));
    List<Double> adjusted =
        new ArrayList<>(
            Holm.adjusted(
                findings.stream().filter(Objects::nonNull).map(PairTest.Finding::p).toList()));
    List<@Nullable Answer> answers = new ArrayList<>();
    for (PairTest.Finding finding : findings) {
      answers.add(finding == null ? null : answer(finding, adjusted.removeFirst()));
    }
    return answers;
  }

  private static Answer answer(PairTest.Finding finding, double adjusted) {
    return new Answer(finding.margin(), finding.p(), adjusted, adjusted < 1 - PairTest.LEVEL);
  }

  private static ComparedPair pair(
      PairTest test, @Nullable Answer otherSeeds, @Nullable Answer otherImages) {
    Contender one = test.one();
    Contender other = test.other();
    String reason =
        Stream.of(
                Stream.ofNullable(test.reason()), one.missing().stream(), other.missing().stream())
            .flatMap(words -> words)
            .collect(Collectors.joining("; "));
    return new ComparedPair(
        one.cell(),
        other.cell(),
        test.difference(),
        test.test(),
        test.basis(),
        test.gained() == null || test.lost() == null
            ? null
            : new Images(test.gained(), test.lost(), one.images()),
        otherSeeds,
        otherImages,
        reason.isEmpty() ? null : reason);
  }
}
