package dev.trainyard.evaluation;

import dev.trainyard.chart.Csv;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A page of the test images that the completed trials of an experiment get wrong, those first that
 * the most of them do.
 *
 * @param trials how many are completed
 * @param images how many there are in all
 * @param missedBy how many images are missed by exactly 0, 1, 2 ... of the trials
 * @param page from 0
 */
record MissedImages(
    @Schema(example = "1") long experimentId,
    @Schema(example = "3") int trials,
    @Schema(example = "10000") int images,
    @Schema(example = "[9741,101,73,85]") List<Integer> missedBy,
    List<Item> items,
    int page,
    int size,
    long totalItems,
    int totalPages) {

  /**
   * One image.
   *
   * @param image its place in the test split, from 0
   * @param missedBy how many trials get it wrong
   * @param predictions the classes that these take it for, the most frequent first
   */
  @Schema(name = "MissedImage")
  record Item(
      @Schema(example = "1033") int image,
      @Schema(example = "8") String trueClass,
      @Schema(example = "3") int missedBy,
      List<WrongClass> predictions) {}

  /** A class that some trials take an image for. */
  record WrongClass(@Schema(example = "1") String predicted, @Schema(example = "2") int trials) {}

  /**
   * A page of them.
   *
   * @param trials at least one, all of the same images
   */
  static MissedImages of(List<TrialPredictions> trials, MissedBy by, Paging paging) {
    TrialPredictions any = trials.getFirst();
    int[] missed = new int[any.count()];
    trials.forEach(trial -> trial.wrong().forEach(image -> missed[image]++));
    int[] byTrials = new int[trials.size() + 1];
    Arrays.stream(missed).forEach(times -> byTrials[times]++);
    List<Integer> wanted =
        IntStream.range(0, any.count())
            .filter(image -> by.holds(missed[image], trials.size()))
            .boxed()
            .sorted(Comparator.comparingInt((Integer image) -> missed[image]).reversed())
            .toList();
    return new MissedImages(
        any.experimentId(),
        trials.size(),
        any.count(),
        Arrays.stream(byTrials).boxed().toList(),
        paging.of(wanted).stream().map(image -> item(trials, image, missed[image])).toList(),
        paging.page(),
        paging.size(),
        wanted.size(),
        paging.pages(wanted.size()));
  }

  private static Item item(List<TrialPredictions> trials, int image, int missed) {
    ClassNames classes = trials.getFirst().classes();
    int[] times = new int[classes.count()];
    trials.stream()
        .filter(trial -> trial.isWrong(image))
        .forEach(trial -> times[trial.said().predicted(image)]++);
    List<WrongClass> predictions =
        IntStream.range(0, times.length)
            .filter(label -> times[label] > 0)
            .mapToObj(label -> new WrongClass(classes.of(label), times[label]))
            .sorted(Comparator.comparingInt(WrongClass::trials).reversed())
            .toList();
    return new Item(image, classes.of(trials.getFirst().trueClass(image)), missed, predictions);
  }

  /** A row for each image and each class that it is taken for. */
  String csv() {
    List<List<?>> rows = new ArrayList<>();
    rows.add(List.of("image", "trueClass", "missedBy", "predicted", "trials"));
    for (Item item : items) {
      for (WrongClass wrong : item.predictions) {
        rows.add(List.of(item.image, item.trueClass, item.missedBy, wrong.predicted, wrong.trials));
      }
    }
    return Csv.of(rows);
  }
}
