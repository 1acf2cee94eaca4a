package dev.trainyard.comparison;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trainyard.chart.Csv;
import dev.trainyard.outcome.PairedGap.Answer;
import dev.trainyard.outcome.PairedGap.Images;
import dev.trainyard.outcome.Spread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a CSV of a comparison has rows for; what is not known is empty. */
enum ComparisonTable {
  /** A row for each cell, with a column for each swept parameter. */
  @JsonProperty("cells")
  CELLS {
    @Override
    String of(ExperimentComparison comparison) {
      List<String> parameters =
          comparison.cells().stream()
              .flatMap(cell -> cell.parameters().keySet().stream())
              .distinct()
              .toList();
      List<@Nullable Object> header =
          new ArrayList<>(List.of("cell", "experiment", "name", "dataset"));
      header.addAll(parameters);
      header.addAll(List.of("trials", "count", "validation", "validationImages"));
      for (String figure : List.of("best", "final", "test")) {
        header.add(figure + "Mean");
        header.add(figure + "StandardDeviation");
      }
      header.add("label");
      List<List<@Nullable Object>> rows = new ArrayList<>(List.of(header));
      for (ComparedCell cell : comparison.cells()) {
        List<@Nullable Object> row =
            new ArrayList<>(List.of(cell.cell(), cell.experiment(), cell.name(), cell.dataset()));
        parameters.forEach(parameter -> row.add(cell.parameters().get(parameter)));
        row.add(cell.trials().size());
        row.add(cell.count());
        row.add(cell.validation().source().name().toLowerCase(Locale.ROOT));
        row.add(cell.validation().images());
        Stream.of(cell.best(), cell.last(), cell.test())
            .forEach(figure -> row.addAll(columns(figure)));
        row.add(cell.label());
        rows.add(row);
      }
      return Csv.of(rows);
    }
  },
  /** A row for each pair of cells. */
  @JsonProperty("pairs")
  PAIRS {
    @Override
    String of(ExperimentComparison comparison) {
      List<List<@Nullable Object>> rows = new ArrayList<>();
      rows.add(
          Arrays.asList(
              "one",
              "other",
              "difference",
              "test",
              "basis",
              "gained",
              "lost",
              "otherSeedsMargin",
              "otherSeedsP",
              "otherSeedsAdjustedP",
              "otherImagesMargin",
              "otherImagesP",
              "otherImagesAdjustedP",
              "reason"));
      for (ComparedPair pair : comparison.pairs()) {
        Images images = pair.images();
        List<@Nullable Object> row = new ArrayList<>();
        row.addAll(Arrays.asList(pair.one(), pair.other(), pair.difference()));
        row.add(
            pair.test() == null
                ? null
                : pair.test().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        row.add(pair.basis());
        row.add(images == null ? null : images.gained());
        row.add(images == null ? null : images.lost());
        row.addAll(columns(pair.otherSeeds()));
        row.addAll(columns(pair.otherImages()));
        row.add(pair.reason());
        rows.add(row);
      }
      return Csv.of(rows);
    }
  },
  /** A row for each epoch of each cell. */
  @JsonProperty("curves")
  CURVES {
    @Override
    String of(ExperimentComparison comparison) {
      List<List<@Nullable Object>> rows = new ArrayList<>();
      rows.add(
          Arrays.asList(
              "cell",
              "label",
              "epoch",
              "count",
              "trainMean",
              "trainStandardDeviation",
              "validationMean",
              "validationStandardDeviation"));
      for (ComparedCell cell : comparison.cells()) {
        List<Spread> training = cell.curve().training().epochs();
        List<Spread> validation = cell.curve().validation().epochs();
        for (int i = 0; i < validation.size(); i++) {
          List<@Nullable Object> row = new ArrayList<>();
          row.addAll(List.of(cell.cell(), cell.label(), i + 1, validation.get(i).values().size()));
          row.addAll(columns(training.get(i)));
          row.addAll(columns(validation.get(i)));
          rows.add(row);
        }
      }
      return Csv.of(rows);
    }
  };

  abstract String of(ExperimentComparison comparison);

  private static List<@Nullable Object> columns(@Nullable Spread figure) {
    return figure == null
        ? Arrays.asList(null, null)
        : Arrays.asList(figure.mean(), figure.standardDeviation());
  }

  private static List<@Nullable Object> columns(@Nullable Answer answer) {
    return answer == null
        ? Arrays.asList(null, null, null)
        : Arrays.asList(answer.margin(), answer.p(), answer.adjustedP());
  }
}
