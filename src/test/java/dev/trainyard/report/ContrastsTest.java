package dev.trainyard.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.Predictions;
import dev.trainyard.outcome.Cell;
import dev.trainyard.outcome.Curves.TrialCurve;
import dev.trainyard.outcome.Status;
import dev.trainyard.outcome.ValidationImages;
import dev.trainyard.training.Metric;
import dev.trainyard.training.Validation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** A table of cells against one of them, by the numbers of images that they get right. */
@NullUnmarked
class ContrastsTest {
  private static final int IMAGES = 10_000;
  private static final LabelledImages TEST =
      new LabelledImages(1, 1, 1, 2, new byte[IMAGES], new short[IMAGES]);

  private static final Judged NONE = judged(9824, 9810, 9816);
  private static final Judged SLIGHT = judged(9824, 9809, 9819);
  private static final Judged BETTER = judged(9828, 9815, 9821);

  /** Seeds do much the same to the others. */
  private static final Judged ODD = judged(9799, 9812, 9824);

  @Test
  void judgesARowAloneThatSeedsDoSomethingElseTo() {
    Contrasts table = Contrasts.with(NONE, List.of(SLIGHT, BETTER, ODD));

    assertThat(table.baseAlone()).isFalse();
    assertThat(table.alone()).extracting(Contrast::cell).containsExactly(ODD.cell());
    assertThat(table.pooled()).hasSize(2);
    Contrast better = table.of(BETTER.cell());
    assertThat(better.repeats()).isTrue();
    assertThat(better.words()).startsWith("gains 5\u00a0images, too few to matter");
    assertThat(better.least()).isCloseTo(4, within(1e-9));
    assertThat(table.of(ODD.cell()).repeats()).isFalse();
    assertThat(table.of(ODD.cell()).least()).isZero();
  }

  @Test
  void readsTheOppositeWhereTheCellsAreTurnedRound() {
    Contrast worse = Contrasts.with(BETTER, List.of(NONE, SLIGHT, ODD)).of(NONE.cell());

    assertThat(worse.repeats()).isTrue();
    assertThat(worse.words()).startsWith("loses 5\u00a0images, too few to matter");
  }

  @Test
  void poolsNothingWhereTheBaseIsTheOddOne() {
    Contrasts table = Contrasts.with(ODD, List.of(NONE, SLIGHT, BETTER));

    assertThat(table.baseAlone()).isTrue();
    assertThat(table.alone()).isEmpty();
    assertThat(table.pooled()).isEmpty();
    assertThat(table.rows()).extracting(Contrast::degrees).containsOnly(2);
    assertThat(table.notShown()).hasSize(3);
  }

  /** To claim it of other images as well is to claim it of other seeds. */
  @Test
  void isNeverSurerOfOtherImagesThanOfOtherSeeds() {
    for (Contrast row : Contrasts.with(NONE, List.of(SLIGHT, BETTER, ODD)).rows()) {
      assertThat(row.imageP()).isGreaterThanOrEqualTo(row.seedP());
    }
  }

  /** The first images are wrong, and right are so many for each replicate. */
  static Judged judged(int... right) {
    List<TrialCurve> trials = new ArrayList<>();
    List<Predictions> predictions = new ArrayList<>();
    for (int replicate = 1; replicate <= right.length; replicate++) {
      trials.add(
          new TrialCurve(
              replicate,
              replicate,
              replicate,
              Map.of("right", right[replicate - 1]),
              Status.COMPLETED,
              false,
              new ValidationImages(Validation.Source.TEST, IMAGES),
              null,
              List.of()));
      float[][] probabilities = new float[IMAGES][2];
      for (int i = 0; i < IMAGES; i++) {
        probabilities[i][i < IMAGES - right[replicate - 1] ? 1 : 0] = 1;
      }
      predictions.add(Predictions.of(1, probabilities, TEST));
    }
    return new Judged(null, new Cell(Metric.ACCURACY, Map.of(), trials), TEST, predictions);
  }
}
