package dev.trainyard.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.outcome.Curves.TrialCurve;
import dev.trainyard.outcome.MainEffects.Level;
import dev.trainyard.outcome.MainEffects.ParameterEffect;
import dev.trainyard.refusal.Refusal;
import dev.trainyard.training.EpochMetrics;
import dev.trainyard.training.Metric;
import dev.trainyard.training.Validation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** What each swept parameter explains, in figures and in words. */
@NullUnmarked
class MainEffectsTest {

  /** Of six cells, by rate (0.1, 0.2) and batch (16, 32, 64), in three replicates. */
  private static final double[][] TABLE = {
    {0.981, 0.983, 0.982},
    {0.984, 0.985, 0.983},
    {0.979, 0.983, 0.981},
    {0.985, 0.986, 0.987},
    {0.983, 0.984, 0.986},
    {0.980, 0.984, 0.982}
  };

  @Test
  void hasTheSharesAndTestsOfTheAnalysisTheLargestFirst() {
    MainEffects effects = effects(trials(TABLE));

    // EffectsTest has these with the calls of scipy that made them; Holm: 3 p, 2 p, p.
    assertThat(effects.parameters())
        .extracting(ParameterEffect::parameter)
        .containsExactly("batch", "rate");
    MainEffects.Share batch = effects.parameters().getFirst().effect();
    assertThat(batch.share()).isCloseTo(0.33848314606744345, within(1e-9));
    assertThat(batch.interval().from()).isCloseTo(0.053539227078557246, within(1e-9));
    assertThat(batch.interval().to()).isCloseTo(0.541609934471773, within(1e-9));
    assertThat(batch.degreesOfFreedom()).isEqualTo(2);
    assertThat(batch.p()).isCloseTo(0.0027480375875629454, within(1e-9));
    assertThat(batch.adjustedP()).isCloseTo(3 * 0.0027480375875629454, within(1e-9));
    assertThat(effects.parameters().getLast().effect().adjustedP())
        .isCloseTo(2 * 0.0061360814496079705, within(1e-9));
    assertThat(effects.interaction().adjustedP()).isCloseTo(0.034341749400893996, within(1e-9));
    assertThat(effects.seeds().adjustedP()).isNull();
    assertThat(effects.residual())
        .isCloseTo(
            1
                - 0.17977528089887387
                - 0.33848314606744345
                - 0.14466292134833963
                - 0.18679775280902025,
            within(1e-9));
    assertThat(effects.notes())
        .containsExactly(
            "the parameters do not simply add up: what one of them does depends on the others, as the sweep shows");
  }

  @Test
  void comparesLevelsWithTheResidualAlone() {
    List<Level> levels = effects(trials(TABLE)).parameters().getLast().levels();

    assertThat(levels).extracting(Level::value).containsExactly(0.1, 0.2);
    assertThat(levels).extracting(Level::count).containsOnly(9);
    assertThat(levels.getFirst().mean()).isCloseTo(8.841 / 9, within(1e-12));
    assertThat(levels.getLast().mean()).isCloseTo(8.857 / 9, within(1e-12));
    // r = y - y.mean(1, keepdims=True) - y.mean(0) + y.mean()
    // stats.t.ppf(0.975, 10) * np.sqrt((r**2).sum() / 10 / 9)
    double margin = 2.2281388519649385 * 0.0015420044674960517 / Math.sqrt(2) / 3;
    assertThat(levels)
        .allSatisfy(
            level -> {
              assertThat(level.interval().to() - level.mean()).isCloseTo(margin, within(1e-9));
              assertThat(level.mean() - level.interval().from()).isCloseTo(margin, within(1e-9));
            });
  }

  @Test
  void readsTheOppositeDirectionWhereTheFiguresAreTurnedRound() {
    double[][] turned = {TABLE[3], TABLE[4], TABLE[5], TABLE[0], TABLE[1], TABLE[2]};

    assertThat(slope(effects(trials(TABLE)))).isPositive();
    assertThat(slope(effects(trials(turned)))).isEqualTo(-slope(effects(trials(TABLE))));
  }

  @Test
  void saysThatOneReplicateTellsNothingOfChance() {
    MainEffects effects = effects(trials(new double[][] {{1}, {2}, {3}, {4}, {5}, {7}}));

    assertThat(effects.seeds()).isNull();
    assertThat(effects.residual()).isZero();
    assertThat(effects.interaction().p()).isNull();
    assertThat(effects.parameters())
        .allSatisfy(
            one -> {
              assertThat(one.effect().share()).isPositive();
              assertThat(one.effect().interval()).isNull();
              assertThat(one.effect().f()).isNull();
              assertThat(one.effect().adjustedP()).isNull();
              assertThat(one.levels()).extracting(Level::interval).containsOnlyNulls();
            });
    assertThat(effects.notes())
        .containsExactly(
            "one replicate: nothing tells what chance does, so there are no intervals and no tests");
  }

  @Test
  void countsTheReplicatesThatAllCellsHaveAndNamesTheOthers() {
    List<TrialCurve> trials = trials(TABLE);
    trials.set(4, withStatus(trials.get(4), Status.FAILED));
    MainEffects effects = effects(trials);

    assertThat(effects.replicates()).containsExactly(1, 3);
    assertThat(effects.missing())
        .containsExactly(
            new MainEffects.MissingTrial(5, 2, Map.of("rate", 0.1, "batch", 32), Status.FAILED));
    assertThat(effects.notes())
        .contains("a trial has no figure, so in all cells only replicates 1, 3 count");
    assertThat(effects.parameters().getFirst().levels()).extracting(Level::count).containsOnly(4);
  }

  @Test
  void leavesOutAFigureThatIsNotFinite() {
    double[][] table = TABLE.clone();
    table[2] = new double[] {0.979, Double.NaN, 0.981};
    MainEffects effects = effects(trials(table));

    assertThat(effects.replicates()).containsExactly(1, 3);
    assertThat(effects.missing()).extracting(MainEffects.MissingTrial::trial).containsExactly(8);
  }

  /** The last rate and batch diverges with one seed. */
  @Test
  void leavesACellThatVariesFarMoreOutWithTheValueThatItVariesBy() {
    double[][] table = TABLE.clone();
    table[5] = new double[] {0.98, 0.1, 0.982};
    MainEffects effects = effects(trials(table));

    assertThat(effects.leftOut())
        .containsExactly(
            new MainEffects.LeftOutCell(Map.of("rate", 0.1, "batch", 64), false),
            new MainEffects.LeftOutCell(Map.of("rate", 0.2, "batch", 64), true));
    assertThat(effects.cells()).isEqualTo(4);
    assertThat(effects.notes())
        .contains(
            "without batch = 64 (2 cells): the figures of 1 of them vary between seeds far more than"
                + " those of the other cells, and an F test over all would not be valid");
    MainEffects without =
        effects(
            trials(table).stream().filter(trial -> !trial.parameters().containsValue(64)).toList());
    assertThat(effects.parameters()).isEqualTo(without.parameters());
    assertThat(effects.residual()).isEqualTo(without.residual());
    assertThat(effects.mean()).isEqualTo(without.mean());
  }

  @Test
  void leavesNoneOutWhereAllVaryAlike() {
    assertThat(effects(trials(TABLE)).leftOut()).isEmpty();
  }

  /** A single swept parameter needs no other cells to go. */
  @Test
  void leavesOneValueOutWhereOneParameterIsSwept() {
    List<TrialCurve> trials = trials(new double[][] {TABLE[0], TABLE[1], {0.98, 0.1, 0.982}});
    MainEffects effects = effects(trials);

    assertThat(effects.leftOut())
        .containsExactly(new MainEffects.LeftOutCell(Map.of("rate", 0.1, "batch", 64), true));
    assertThat(effects.notes())
        .containsExactly(
            "without batch = 64: its figures vary between seeds far more than those of the other"
                + " cells, and an F test over all would not be valid");
    assertThat(effects.parameters().getFirst().effect().p()).isNotNull();
  }

  /** In two cells of two by two that have no value in common. */
  @Test
  void saysThatNothingCanBeTestedWhereNoGridIsLeft() {
    double[][] table = {
      {0.1, 0.7, 0.3},
      {0.98001, 0.98004, 0.98002},
      {0, 0, 0},
      {0.98501, 0.98502, 0.98504},
      {0.98, 0.99, 0.97},
      {0, 0, 0}
    };
    MainEffects effects =
        effects(
            trials(table).stream().filter(trial -> !trial.parameters().containsValue(64)).toList());

    assertThat(effects.leftOut()).isEmpty();
    assertThat(effects.cells()).isEqualTo(4);
    assertThat(effects.notes())
        .containsExactly(
            "no intervals and no tests: the figures of 2 of the 4 cells vary between seeds far more"
                + " than those of the others, and no grid is left without them");
    assertThat(effects.parameters())
        .allSatisfy(
            one -> {
              assertThat(one.effect().p()).isNull();
              assertThat(one.levels()).extracting(Level::interval).containsOnlyNulls();
            });
  }

  @Test
  void refusesAGridWithHolesAndNamesThem() {
    List<TrialCurve> failed = trials(TABLE);
    for (int trial = 3; trial < 6; trial++) {
      failed.set(trial, withStatus(failed.get(trial), Status.FAILED));
    }
    failed.set(0, withStatus(failed.get(0), Status.CANCELLED));
    assertRefused(
        () -> effects(failed),
        "experiment 7 has no replicate that is completed in all of its 6 cells, and the effects in a"
            + " grid with holes cannot be told apart: rate = 0.1, batch = 32 (trials 4, 5, 6 failed);"
            + " rate = 0.1, batch = 16 (trial 1 cancelled); resume it, or post the sweep without these"
            + " values");

    List<TrialCurve> running = new ArrayList<>(trials(TABLE));
    running.replaceAll(trial -> withStatus(trial, Status.RUNNING));
    assertThatThrownBy(() -> effects(running))
        .hasMessageContaining("(trials 7, 8, 9 running); and 3 more such cells; ask again when");
  }

  @Test
  void refusesASingleCell() {
    List<TrialCurve> cell = trials(TABLE).subList(0, 3);
    assertRefused(
        () -> effects(cell),
        "experiment 7 has a single cell, so no parameter has an effect in it; sweep at least one over"
            + " two values or more");
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.CONFLICT))
        .hasMessage(message);
  }

  private static double slope(MainEffects effects) {
    List<Level> levels =
        effects.parameters().stream()
            .filter(one -> one.parameter().equals("rate"))
            .findFirst()
            .orElseThrow()
            .levels();
    return levels.getLast().mean() - levels.getFirst().mean();
  }

  private static MainEffects effects(List<TrialCurve> trials) {
    return MainEffects.of(new Curves(7, trials), Metric.ACCURACY, Figure.FINAL);
  }

  private static List<TrialCurve> trials(double[][] table) {
    List<TrialCurve> trials = new ArrayList<>();
    for (int cell = 0; cell < table.length; cell++) {
      Map<String, Object> parameters = new LinkedHashMap<>();
      parameters.put("rate", cell < 3 ? 0.1 : 0.2);
      parameters.put("batch", 16 << cell % 3);
      for (int r = 1; r <= table[cell].length; r++) {
        EpochMetrics epoch = new EpochMetrics(1, 1, 0.5, 1, table[cell][r - 1], 0.1, 1);
        trials.add(
            new TrialCurve(
                trials.size() + 1,
                r,
                r,
                parameters,
                Status.COMPLETED,
                false,
                new ValidationImages(Validation.Source.TEST, 10_000),
                null,
                List.of(epoch)));
      }
    }
    return trials;
  }

  private static TrialCurve withStatus(TrialCurve trial, Status status) {
    return new TrialCurve(
        trial.trial(),
        trial.replicate(),
        trial.seed(),
        trial.parameters(),
        status,
        trial.pruned(),
        trial.validation(),
        trial.test(),
        trial.epochs());
  }
}
