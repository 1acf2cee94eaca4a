package dev.trainyard.evaluation;

import dev.trainyard.chart.Csv;
import dev.trainyard.experiment.ScoredImages;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the images that a network gets wrong, the one first that it is surest of.
 *
 * @param epoch after which it gets them wrong
 * @param page from 0
 */
record TrialErrors(
    @Schema(example = "1") long experimentId,
    @Schema(example = "1") int trial,
    @Schema(example = "20") int epoch,
    ScoredImages images,
    List<Item> items,
    int page,
    int size,
    long totalItems,
    int totalPages) {

  /**
   * One image.
   *
   * @param image its place among the images, from 0
   * @param predicted the class that it is taken for
   * @param confidence the probability of that class, 0 to 1
   * @param probabilityOfTrue the probability of its true class, 0 to 1
   */
  @Schema(name = "MisclassifiedImage")
  record Item(
      @Schema(example = "1033") int image,
      @Schema(example = "8") String trueClass,
      @Schema(example = "1") String predicted,
      @Schema(example = "0.998") double confidence,
      @Schema(example = "0.0013") double probabilityOfTrue) {}

  /**
   * A page of them.
   *
   * @param trueClass only images of this class; null for all
   * @param predicted only images that are taken for this class; null for all
   */
  static TrialErrors of(
      TrialPredictions trial,
      @Nullable Integer trueClass,
      @Nullable Integer predicted,
      Paging paging) {
    List<Integer> wrong =
        trial
            .wrong()
            .filter(i -> trueClass == null || trueClass == trial.trueClass(i))
            .filter(i -> predicted == null || predicted == trial.said().predicted(i))
            .boxed()
            .sorted(
                Comparator.comparingDouble((Integer i) -> trial.said().confidence(i)).reversed())
            .toList();
    return new TrialErrors(
        trial.experimentId(),
        trial.trial(),
        trial.said().epoch(),
        trial.split(),
        paging.of(wrong).stream().map(image -> item(trial, image)).toList(),
        paging.page(),
        paging.size(),
        wrong.size(),
        paging.pages(wrong.size()));
  }

  private static Item item(TrialPredictions trial, int image) {
    return new Item(
        image,
        trial.classes().of(trial.trueClass(image)),
        trial.classes().of(trial.said().predicted(image)),
        digits(trial.said().confidence(image)),
        digits(trial.said().truth(image)));
  }

  /** What single precision is good for. */
  private static double digits(double probability) {
    return new BigDecimal(probability).round(new MathContext(6)).doubleValue();
  }

  /** A row for each image. */
  String csv() {
    List<List<?>> rows = new ArrayList<>();
    rows.add(List.of("image", "trueClass", "predicted", "confidence", "probabilityOfTrue"));
    for (Item item : items) {
      rows.add(
          List.of(
              item.image, item.trueClass, item.predicted, item.confidence, item.probabilityOfTrue));
    }
    return Csv.of(rows);
  }
}
