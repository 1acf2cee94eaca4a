package dev.trainyard.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.statistics.Effects.Effect;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each swept parameter explains. */
@NullUnmarked
class EffectsTest {
  private static final List<Map<String, Object>> GRID =
      List.of(
          Map.of("rate", 0.1, "batch", 16),
          Map.of("rate", 0.1, "batch", 32),
          Map.of("rate", 0.1, "batch", 64),
          Map.of("rate", 0.2, "batch", 16),
          Map.of("rate", 0.2, "batch", 32),
          Map.of("rate", 0.2, "batch", 64));

  /**
   * Of the table in {@link VariationTest}, y[6, 3] with g = y.reshape(2, 3, 3) and m = y.mean().
   *
   * <pre>
   * rate: 9 * ((g.mean((1, 2)) - m)**2).sum(), batch: 6 * ((g.mean((0, 2)) - m)**2).sum()
   * interaction: 3 * ((y.mean(1) - m)**2).sum() - rate - batch
   * replicate: 6 * ((y.mean(0) - m)**2).sum()
   * F: ss / df / mse; p: stats.f.sf(F, df, 10)
   * lam(q): optimize.brentq(lambda l: stats.ncf.cdf(F, df, 10, l) - q, 1e-9, 200), 0 if f.cdf &lt;= q
   * share: lam / (lam + 18 + sum of max(0, ss / mse - df) of the others), q = 0.975 and 0.025
   * </pre>
   */
  @ParameterizedTest
  @CsvSource({
    "rate, 1, 0.17977528089887387, 11.96261682242974, 0.0061360814496079705, 0.015239008315425646,"
        + " 0.378523521261243",
    "batch, 2, 0.33848314606744345, 11.261682242991577, 0.0027480375875629454,"
        + " 0.053539227078557246, 0.541609934471773",
    "interaction, 2, 0.14466292134833963, 4.813084112150365, 0.034341749400893996, 0,"
        + " 0.32031723291089576",
    "replicate, 2, 0.18679775280902025, 6.214953271029085, 0.017614190130029305,"
        + " 0.005034836074850996, 0.3751437308089647"
  })
  void agreesWithScipy(
      String name, int degrees, double share, double f, double p, double from, double to) {
    Effect effect = effect(Effects.of(VariationTest.TABLE, GRID), name);

    assertThat(effect.degrees()).isEqualTo(degrees);
    assertThat(effect.share()).isCloseTo(share, within(1e-9));
    assertThat(effect.significance().f()).isCloseTo(f, within(1e-8));
    assertThat(effect.significance().p()).isCloseTo(p, within(1e-9));
    assertThat(effect.significance().share().from()).isCloseTo(from, within(1e-9));
    assertThat(effect.significance().share().to()).isCloseTo(to, within(1e-9));
  }

  // scipy.stats.ncf.cdf(f, d1, d2, lambda)
  @ParameterizedTest
  @CsvSource({
    "3.2, 2, 10, 4.0, 0.5765851433142489",
    "0.4, 1, 6, 0.0, 0.44958496093750006",
    "55.0, 3, 20, 120.0, 0.7636953260623123",
    "900, 4, 60, 3000.0, 0.8125297923398956"
  })
  void hasTheNoncentralFDistribution(double f, double d1, double d2, double lambda, double p) {
    assertThat(Noncentral.fCumulative(f, d1, d2, lambda)).isCloseTo(p, within(1e-9));
  }

  @Test
  void sharesAddUpTo1() {
    Effects effects = Effects.of(VariationTest.TABLE, GRID);

    double factors = effects.factors().stream().mapToDouble(Effect::share).sum();
    double others = effects.interaction().share() + effects.replicates().share();
    assertThat(factors + others + effects.residualShare()).isCloseTo(1, within(1e-12));
  }

  @Test
  void explainsAllByOneParameterWhereNothingElseVaries() {
    SeedTable table = VariationTest.table(new double[][] {{0.1, 0.1, 0.1}, {0.3, 0.3, 0.3}});
    Effects effects = Effects.of(table, List.of(Map.of("l2", 0.1), Map.of("l2", 0.2)));

    assertThat(effects.interaction()).isNull();
    assertThat(effects.factors()).hasSize(1);
    assertThat(effects.factors().getFirst().share()).isEqualTo(1);
    assertThat(effects.factors().getFirst().significance().p()).isZero();
    assertThat(effects.replicates().share()).isZero();
    assertThat(effects.replicates().significance().p()).isEqualTo(1);
  }

  @Test
  void explainsNothingWhereNothingVaries() {
    SeedTable table = VariationTest.table(new double[][] {{0.1, 0.1, 0.1}, {0.1, 0.1, 0.1}});
    Effects effects = Effects.of(table, List.of(Map.of("l2", 0.1), Map.of("l2", 0.2)));

    assertThat(effects.factors().getFirst().share()).isZero();
    assertThat(effects.factors().getFirst().significance().p()).isEqualTo(1);
    assertThat(effects.residualShare()).isZero();
  }

  @Test
  void hasAnswersForEffectsThatDwarfTheSeeds() {
    SeedTable table =
        VariationTest.table(new double[][] {{0.1, 0.1001, 0.1003}, {0.98, 0.9801, 0.9799}});
    Effect effect =
        Effects.of(table, List.of(Map.of("l2", 9), Map.of("l2", 1))).factors().getFirst();

    assertThat(effect.significance().p()).isBetween(0.0, 1e-6);
    assertThat(effect.significance().share().from()).isBetween(0.999, effect.share());
  }

  @Test
  void saysNothingOfChanceWithASingleReplicateAndLeavesOutWhatIsNotSwept() {
    SeedTable table = VariationTest.table(new double[][] {{0.1}, {0.3}});
    Effects effects =
        Effects.of(table, List.of(Map.of("l2", 1, "rate", 5), Map.of("l2", 2, "rate", 5)));

    assertThat(effects.factors()).extracting(Effect::name).containsExactly("l2");
    assertThat(effects.factors().getFirst().significance()).isNull();
    assertThat(effects.replicates()).isNull();
  }

  @Test
  void findsNothingWhereThereIsNoEffectWhateverSeedsAndTheOtherParameterDo() {
    Simulation.isUniform(600, random -> rate(random).significance().p());
  }

  @Test
  void coversTheTrueShare() {
    // Of one factor with two values, -a and a: the noncentrality is N a², the true share a²/(a² +
    // 1).
    double share = 0.64 / 1.64;
    List<Map<String, Integer>> grid = List.of(Map.of("l2", 0), Map.of("l2", 1));

    Simulation.happens(
        0.95,
        600,
        random -> {
          double[][] values = {VariationTest.normal(random, 9), VariationTest.normal(random, 9)};
          for (int r = 0; r < 9; r++) {
            values[0][r] -= 0.8;
            values[1][r] += 0.8;
          }
          Effect effect = Effects.of(VariationTest.table(values), grid).factors().getFirst();
          return effect.significance().share().contains(share);
        });
  }

  @Test
  void refusesAGridWithHoles() {
    SeedTable table = VariationTest.table(new double[][] {{1, 2}, {2, 1}, {3, 4}});
    List<Map<String, Integer>> holes =
        List.of(Map.of("a", 1, "b", 1), Map.of("a", 1, "b", 2), Map.of("a", 2, "b", 1));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Effects.of(table, holes))
        .withMessage("Not a full grid: 3 cells");
    assertThatIllegalArgumentException().isThrownBy(() -> Effects.of(table, holes.subList(0, 2)));
  }

  /**
   * Of the first parameter, in figures of normal errors, strong seeds and a strong second
   * parameter.
   */
  private static Effect rate(Random random) {
    double[] seeds = VariationTest.normal(random, 3);
    double[][] values = new double[6][];
    for (int cell = 0; cell < 6; cell++) {
      values[cell] = VariationTest.normal(random, 3);
      for (int r = 0; r < 3; r++) {
        values[cell][r] += 3 * seeds[r] + 4 * (cell % 3);
      }
    }
    return effect(Effects.of(VariationTest.table(values), GRID), "rate");
  }

  private static Effect effect(Effects effects, String name) {
    return Stream.concat(
            effects.factors().stream(), Stream.of(effects.interaction(), effects.replicates()))
        .filter(effect -> effect.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
