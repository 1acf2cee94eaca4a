package dev.trainyard.chart;

import dev.trainyard.chart.Plot.Panel;
import dev.trainyard.chart.ShareBars.Bar;
import dev.trainyard.outcome.MainEffects;
import dev.trainyard.outcome.MainEffects.Level;
import dev.trainyard.outcome.MainEffects.ParameterEffect;
import dev.trainyard.outcome.MainEffects.Share;
import dev.trainyard.statistics.Significance;
import dev.trainyard.training.Metric;
import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Draws what each swept parameter explains as a bar, and below, with the same axis upwards, the
 * mean over all cells with each of its values.
 */
final class EffectsChart {
  private static final Color CHANCE = Palette.pale(Palette.BLUE, 0.35);
  private static final Look LEVELS = new Look(Palette.BLUE, Ink.THIN, Look.CIRCLE);
  private static final Look NAMES = new Look(Palette.BLUE, null, Look.CIRCLE);
  private static final Look MEAN = new Look(Palette.GREY, Ink.THIN_DASHED, null);

  private final MainEffects effects;
  private final Metric metric;
  private final Labels labels;
  private final Range drawn = new Range();

  private EffectsChart(MainEffects effects, Metric metric) {
    this.effects = effects;
    this.metric = metric;
    this.labels = Labels.of(effects.parameters().stream().flatMap(EffectsChart::values).toList());
  }

  /** The picture of a sweep's effects. */
  static Picture of(MainEffects effects, Metric metric, String title, Picture.Size size) {
    return new Picture(new EffectsChart(effects, metric).plot(title), size);
  }

  private static Stream<Map<String, @Nullable Object>> values(ParameterEffect effect) {
    return effect.levels().stream()
        .map(
            level -> {
              Map<String, @Nullable Object> value = new LinkedHashMap<>();
              value.put(effect.parameter(), level.value());
              return value;
            });
  }

  private Plot plot(String title) {
    List<Panel> panels = effects.parameters().stream().map(this::panel).toList();
    int replicates = effects.replicates().size();
    List<String> notes = new ArrayList<>(effects.notes());
    if (effects.seeds() != null && effects.seeds().p() != null) {
      notes.addFirst(
          "intervals at 95%%; p adjusted after Holm%s; a point is the mean over all cells with its value"
              .formatted(anyChance() ? "; pale: no more than chance (p > 0.05)" : ""));
    }
    return new Plot(
        title,
        "%s: %d cells, %s"
            .formatted(
                Axes.title(metric, effects.figure()),
                effects.cells(),
                replicates == 1 ? "one replicate" : replicates + " replicates"),
        new ShareBars("Share of the variation (%)", bars()),
        panels,
        new Axis(Axes.title(metric), Axes.scale(metric, drawn)),
        List.of(),
        notes);
  }

  private boolean anyChance() {
    return bars().stream().anyMatch(bar -> bar.color().equals(CHANCE));
  }

  private List<Bar> bars() {
    List<Bar> bars = new ArrayList<>();
    effects
        .parameters()
        .forEach(one -> bars.add(question(labels.name(one.parameter()), one.effect())));
    if (effects.interaction() != null) {
      bars.add(question("interaction", effects.interaction()));
    }
    if (effects.seeds() != null) {
      bars.add(
          bar(
              "seed, in all cells alike",
              effects.seeds(),
              Palette.GREY,
              percent(effects.seeds().share())));
      bars.add(
          new Bar(
              "seed, in each cell",
              effects.residual(),
              null,
              Palette.GREY,
              percent(effects.residual())));
    }
    return bars;
  }

  private static Bar question(String name, Share share) {
    boolean chance = share.p() != null && !share.beyondChance();
    String words = percent(share.share());
    return bar(
        name,
        share,
        chance ? CHANCE : Palette.BLUE,
        share.adjustedP() == null ? words : "%s, %s".formatted(words, p(share.adjustedP())));
  }

  private static Bar bar(String name, Share share, Color colour, String words) {
    return new Bar(name, share.share(), share.interval(), colour, words);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }

  private static String p(double p) {
    return p < 0.001 ? "p < 0.001" : "p = " + Significance.text(p, p < 0.1 ? 3 : 2);
  }

  private Panel panel(ParameterEffect effect) {
    String name = effect.parameter();
    List<Level> levels = effect.levels();
    Positions positions = Positions.of(levels.stream().map(Level::value).toList());
    double unit = Axes.unit(metric);
    double[] means = levels.stream().mapToDouble(level -> unit * level.mean()).toArray();
    double[] bars = levels.stream().mapToDouble(level -> unit * margin(level)).toArray();
    drawn.add(means, bars);
    double mean = unit * effects.mean();
    return new Panel(
        "",
        positions.axis(labels.name(name), value -> labels.value(name, value)),
        List.of(
            new Line(
                new double[] {-Double.MAX_VALUE, Double.MAX_VALUE},
                new double[] {mean, mean},
                MEAN),
            new Line(
                levels.stream().mapToDouble(level -> positions.of(level.value())).toArray(),
                means,
                bars,
                positions.spacing().isNumeric() ? LEVELS : NAMES)));
  }

  private static double margin(Level level) {
    return level.interval() == null ? 0 : level.interval().to() - level.mean();
  }
}
