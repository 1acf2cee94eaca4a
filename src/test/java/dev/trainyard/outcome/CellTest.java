package dev.trainyard.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.outcome.Curves.TrialCurve;
import dev.trainyard.training.EpochMetrics;
import dev.trainyard.training.Metric;
import dev.trainyard.training.Validation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** The replicates of a cell; the accuracies of its epochs are given, and what follows from them. */
@NullUnmarked
class CellTest {
  private static final Offset<Double> EXACTLY = within(1e-12);
  private static final Map<String, Object> WEAK = Map.of("training.l2", 0.1);
  private static final Map<String, Object> STRONG = Map.of("training.l2", 0.2);

  @Test
  void holdsTheTrialsWithTheSameParametersInTheirOrder() {
    TrialCurve first = completed(1, WEAK, 0.9);
    TrialCurve second = completed(1, STRONG, 0.9);
    TrialCurve third = completed(2, WEAK, 0.9);

    assertThat(new Curves(1, List.of(first, second, third)).cells(Metric.LOSS))
        .containsExactly(
            new Cell(Metric.LOSS, WEAK, List.of(first, third)),
            new Cell(Metric.LOSS, STRONG, List.of(second)));
  }

  @Test
  void restsOnTheCompletedTrialsOnly() {
    Cell cell =
        cell(
            completed(1, WEAK, 0.90, 0.96),
            trial(2, WEAK, Status.RUNNING, 0.1),
            completed(3, WEAK, 0.90, 0.94));

    assertThat(cell.count()).isEqualTo(2);
    assertThat(cell.completed()).extracting(TrialCurve::replicate).containsExactly(1, 3);
    assertThat(cell.last().values()).containsExactly(0.96, 0.94);
    assertThat(cell.last().mean()).isCloseTo(0.95, EXACTLY);
    assertThat(cell.epochs()).isEqualTo(2);
    assertThat(cell.curve().last().validationAccuracy()).isCloseTo(0.95, EXACTLY);
  }

  @Test
  void hasNoFiguresUntilATrialIsCompleted() {
    Cell cell = cell(trial(1, WEAK, Status.RUNNING, 0.9));

    assertThat(cell.count()).isZero();
    assertThat(cell.test()).isNull();
    assertThat(leader(Cell::last, cell)).isEmpty();
    assertThatThrownBy(cell::last).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void takesTheFirstOfTheBestEpochsOfEachTrial() {
    Cell cell = cell(completed(1, WEAK, 0.95, 0.97, 0.97, 0.96), completed(2, WEAK, 0.93, 0.92));

    assertThat(cell.bestEpochs()).containsExactly(2, 1);
    assertThat(cell.best().values()).containsExactly(0.97, 0.93);
  }

  @Test
  void looksForTheSmallestLosses() {
    // A loss is 1 minus the accuracy here.
    Cell good = judged(Metric.LOSS, completed(1, WEAK, 0.8, 0.9, 0.7));
    Cell better = judged(Metric.LOSS, completed(1, STRONG, 0.6, 0.8, 0.8));

    assertThat(good.bestEpochs()).containsExactly(2);
    assertThat(good.best().mean()).isCloseTo(0.1, EXACTLY);
    assertThat(good.standardError()).isZero();
    assertThat(leader(Cell::last, good, better)).contains(better);
    assertThat(leader(Cell::best, better, good)).contains(good);
  }

  @Test
  void leadsAsTheFirstOfEquals() {
    Cell one = cell(completed(1, WEAK, 0.98));
    Cell other = cell(completed(1, STRONG, 0.98));

    assertThat(leader(Cell::last, one, other)).contains(one);
    assertThat(leader(Cell::last, other, one)).contains(other);
  }

  @Test
  void averagesTheEpochsThatAllCompletedTrialsHaveAndDrawsAllThereAre() {
    Cell cell =
        cell(
            completed(1, WEAK, 0.8, 0.9, 0.95),
            completed(2, WEAK, 0.6, 0.7),
            trial(3, WEAK, Status.RUNNING, 0.4));

    assertThat(cell.curve().rows())
        .extracting(EpochMetrics::validationAccuracy)
        .usingComparatorForType((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : 1, Double.class)
        .containsExactly(0.7, 0.8);
    assertThat(cell.curve().rows()).extracting(EpochMetrics::epoch).containsExactly(1, 2);
    Band band = cell.band(EpochMetrics::validationAccuracy);
    assertThat(band.means()).containsExactly(new double[] {0.6, 0.8, 0.95}, EXACTLY);
    assertThat(band.errorBars()).containsExactly(new double[] {0.2, Math.sqrt(0.02), 0}, EXACTLY);
  }

  @Test
  void comparesItselfReplicateByReplicateWithACellOfAnyExperiment() {
    Cell cell = cell(completed(1, WEAK, 0.970), completed(2, WEAK, 0.972), completed(4, WEAK, 0.9));
    Cell other =
        cell(completed(2, STRONG, 0.983), completed(1, STRONG, 0.98), completed(3, STRONG, 0.982));
    Gap gap = cell.against(other);

    // Of replicates 1 and 2: -0.010 and -0.011; t of one degree of freedom is tan(0.475 pi).
    double seeds = 0.001 / Math.sqrt(2) / Math.sqrt(2);
    double p = (0.97 + 0.972 + 0.9) / 3;
    double q = (0.983 + 0.98 + 0.982) / 3;
    double images = Math.sqrt((p * (1 - p) + q * (1 - q)) / 10_000);
    assertThat(gap.difference()).isCloseTo(p - q, EXACTLY);
    assertThat(gap.margin())
        .isCloseTo(Math.hypot(Math.tan(0.475 * Math.PI) * seeds, 1.96 * images), within(1e-9));
    assertThat(other.against(cell).difference()).isEqualTo(-gap.difference());
    assertThat(other.against(cell).margin()).isCloseTo(gap.margin(), EXACTLY);
  }

  @Test
  void comparesItsBestEpochs() {
    Cell cell = cell(completed(1, WEAK, 0.97, 0.90));
    Cell other = cell(completed(1, STRONG, 0.96, 0.96));

    assertThat(cell.against(other).difference()).isCloseTo(-0.06, EXACTLY);
    assertThat(cell.bestAgainst(other).difference()).isCloseTo(0.01, EXACTLY);
  }

  @Test
  void countsErrorsAndSaysHowSureItIs() {
    Cell cell = cell(completed(1, WEAK, 0.98));

    assertThat(cell.standardError()).isCloseTo(0.0014, EXACTLY);
    assertThat(cell.errors()).isEqualTo(200);
  }

  @Test
  void hasTheValueOfItsParameterIfThatIsANumber() {
    assertThat(cell(completed(1, WEAK, 0.9)).value()).isEqualTo(0.1);
    assertThat(cell(completed(1, Map.of("training.optimizer", "adam"), 0.9)).value()).isNull();
    assertThat(cell(completed(1, Map.of(), 0.9)).value()).isNull();
  }

  private static Optional<Cell> leader(Function<Cell, Spread> figure, Cell... cells) {
    List<TrialCurve> trials = Arrays.stream(cells).flatMap(c -> c.trials().stream()).toList();
    return new Curves(1, trials).leader(cells[0].metric(), figure);
  }

  private static Cell cell(TrialCurve... trials) {
    return judged(Metric.ACCURACY, trials);
  }

  private static Cell judged(Metric metric, TrialCurve... trials) {
    return new Cell(metric, trials[0].parameters(), List.of(trials));
  }

  private static TrialCurve completed(
      int replicate, Map<String, Object> parameters, double... accuracies) {
    return trial(replicate, parameters, Status.COMPLETED, accuracies);
  }

  private static TrialCurve trial(
      int replicate, Map<String, Object> parameters, Status status, double... accuracies) {
    ValidationImages images = new ValidationImages(Validation.Source.TEST, 10_000);
    return new TrialCurve(
        replicate,
        replicate,
        replicate,
        parameters,
        status,
        false,
        images,
        null,
        epochs(accuracies));
  }

  private static List<EpochMetrics> epochs(double... accuracies) {
    return IntStream.range(0, accuracies.length)
        .mapToObj(i -> new EpochMetrics(i + 1, 1, 0.5, 1 - accuracies[i], accuracies[i], 0.1, 1))
        .toList();
  }
}
