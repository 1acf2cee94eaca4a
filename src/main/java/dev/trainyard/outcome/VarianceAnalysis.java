package dev.trainyard.outcome;

import dev.trainyard.outcome.MainEffects.Level;
import dev.trainyard.outcome.MainEffects.ParameterEffect;
import dev.trainyard.outcome.MainEffects.Share;
import dev.trainyard.statistics.Effects;
import dev.trainyard.statistics.Effects.Effect;
import dev.trainyard.statistics.Effects.Significance;
import dev.trainyard.statistics.Holm;
import dev.trainyard.statistics.Interval;
import dev.trainyard.statistics.SeedTable;
import dev.trainyard.statistics.Variation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes the variation of a grid's figures apart. */
final class VarianceAnalysis {
  private static final double LEVEL = 0.95;

  private final AlikeGrid grid;
  private final BalancedCells cells;
  private final SeedTable table;
  private final Effects effects;
  private final Map<Effect, Double> adjusted;

  VarianceAnalysis(BalancedCells all) {
    this.grid = AlikeGrid.of(all);
    this.cells = grid.cells();
    this.table = cells.table();
    this.effects = Effects.of(table, cells.parameters());
    this.adjusted = adjusted(effects);
  }

  MainEffects effects(long experimentId, String metric, Figure figure) {
    List<ParameterEffect> parameters =
        effects.factors().stream()
            .sorted(Comparator.comparingDouble(Effect::share).reversed())
            .map(factor -> new ParameterEffect(factor.name(), share(factor), levels(factor.name())))
            .toList();
    Share interaction = effects.interaction() == null ? null : share(effects.interaction());
    return new MainEffects(
        experimentId,
        metric,
        figure,
        table.cells(),
        table.replicates(),
        cells.missing(),
        grid.leftOut(),
        mean(cells.figures().stream().flatMap(cell -> cell.values().stream())),
        parameters,
        interaction,
        effects.replicates() == null ? null : share(effects.replicates()),
        effects.residualShare(),
        notes(parameters, interaction));
  }

  /** The p-values of the parameters and their interaction, after Holm. */
  private static Map<Effect, Double> adjusted(Effects effects) {
    List<Effect> tested =
        Stream.concat(effects.factors().stream(), Stream.ofNullable(effects.interaction()))
            .filter(effect -> effect.significance() != null)
            .toList();
    List<Double> p =
        Holm.adjusted(
            tested.stream()
                .map(effect -> Objects.requireNonNull(effect.significance()).p())
                .toList());
    Map<Effect, Double> adjusted = new LinkedHashMap<>();
    for (int i = 0; i < p.size(); i++) {
      adjusted.put(tested.get(i), p.get(i));
    }
    return adjusted;
  }

  private Share share(Effect effect) {
    Significance found = effect.significance();
    return found == null || !grid.alike()
        ? new Share(effect.share(), null, effect.degrees(), null, null, null)
        : new Share(
            effect.share(),
            found.share(),
            effect.degrees(),
            Double.isFinite(found.f()) ? (Double) found.f() : null,
            found.p(),
            adjusted.get(effect));
  }

  /**
   * The means of a parameter's values. Their intervals are those of Loftus and Masson (1994): with
   * the residual of cells and replicates alone, as all levels have the same seeds.
   */
  private List<Level> levels(String parameter) {
    Map<@Nullable Object, List<Double>> figures = new LinkedHashMap<>();
    for (int i = 0; i < table.cells(); i++) {
      Object value = cells.parameters().get(i).get(parameter);
      figures
          .computeIfAbsent(value, _ -> new ArrayList<>())
          .addAll(cells.figures().get(i).values());
    }
    Variation residual = table.replicates().size() < 2 || !grid.alike() ? null : residual();
    List<Level> levels = new ArrayList<>();
    figures.forEach(
        (value, of) -> {
          double mean = mean(of.stream());
          Interval interval =
              residual == null ? null : residual.ofMean(mean, of.size()).interval(LEVEL);
          levels.add(new Level(value, of.size(), mean, interval));
        });
    if (figures.keySet().stream().allMatch(Number.class::isInstance)) {
      levels.sort(Comparator.comparingDouble(VarianceAnalysis::number));
    }
    return levels;
  }

  private static double number(Level level) {
    return level.value() instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  private Variation residual() {
    Variation difference = Variation.ofDifferences(table);
    return new Variation(difference.deviation() / Math.sqrt(2), difference.degrees());
  }

  private static double mean(Stream<Double> figures) {
    return figures.mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  private List<String> notes(List<ParameterEffect> parameters, @Nullable Share interaction) {
    List<String> notes = new ArrayList<>(grid.notes());
    if (table.replicates().size() == 1) {
      notes.add(
          "one replicate: nothing tells what chance does, so there are no intervals and no tests"
              + (parameters.size() > 1
                  ? ""
                  : ", and the only parameter seems to explain everything"));
    }
    if (!cells.missing().isEmpty()) {
      int missing = cells.missing().size();
      notes.add(
          "%s no figure, so in all cells only replicate%s"
              .formatted(
                  missing == 1 ? "a trial has" : missing + " trials have",
                  counted(table.replicates())));
    }
    if (interaction != null && interaction.beyondChance()) {
      notes.add(
          "the parameters do not simply add up: what one of them does depends on the others, as the sweep shows");
    }
    return notes;
  }

  /** Such as {@code " 1 counts"} and {@code "s 1, 2 count"}. */
  private static String counted(List<Integer> replicates) {
    String numbers = replicates.toString().replaceAll("[\\[\\]]", "");
    return replicates.size() == 1
        ? " %s counts".formatted(numbers)
        : "s %s count".formatted(numbers);
  }
}
