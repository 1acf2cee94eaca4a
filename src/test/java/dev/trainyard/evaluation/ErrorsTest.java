package dev.trainyard.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.chart.Ink;
import dev.trainyard.chart.Picture;
import dev.trainyard.evaluation.MissedImages.WrongClass;
import dev.trainyard.refusal.Refusal;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class ErrorsTest {
  private static final Paging ALL = new Paging(0, 20);
  private static final TrialPredictions SAID =
      SamplePredictions.of(
          new int[] {0, 0, 1, 2, 2}, new int[] {1, 2, 1, 1, 1}, 0.6, 0.9, 0.99, 0.75, 0.9);

  @Test
  void putsFirstWhatTheNetworkIsSurestOf() {
    TrialErrors errors = TrialErrors.of(SAID, null, null, ALL);

    assertThat(errors.items()).extracting(TrialErrors.Item::image).containsExactly(1, 4, 3, 0);
    TrialErrors.Item first = errors.items().getFirst();
    assertThat(first.trueClass()).isEqualTo("cat");
    assertThat(first.predicted()).isEqualTo("eel");
    assertThat(errors.csv()).hasLineCount(5).contains("\n4,eel,dog,0.9");
    assertThat(errors.items().getLast().confidence()).isEqualTo(0.6);
    assertThat(errors.items().getLast().probabilityOfTrue()).isEqualTo(0.2);
  }

  @Test
  void findsThoseOfOneClassThatAreTakenForAnother() {
    assertThat(TrialErrors.of(SAID, 0, null, ALL).items()).hasSize(2);
    assertThat(TrialErrors.of(SAID, null, 1, ALL).items()).hasSize(3);
    assertThat(TrialErrors.of(SAID, 0, 1, ALL).items())
        .extracting(TrialErrors.Item::image)
        .containsExactly(0);
    assertThat(TrialErrors.of(SAID, 1, 1, ALL).items()).isEmpty();
  }

  @Test
  void goesThroughThemAPageAtATime() {
    TrialErrors second = TrialErrors.of(SAID, null, null, new Paging(1, 3));

    assertThat(second.items()).extracting(TrialErrors.Item::image).containsExactly(0);
    assertThat(second.totalItems()).isEqualTo(4);
    assertThat(second.totalPages()).isEqualTo(2);
    assertThat(TrialErrors.of(SAID, null, null, new Paging(1_000_000, 1000)).items()).isEmpty();
    assertThat(new Paging(1, 3).words(4)).isEqualTo("4 to 4 of 4");
    assertThat(new Paging(2, 3).words(4)).isEqualTo("none of 4 here");
  }

  @Test
  void putsFirstWhatMostNetworksMiss() {
    int[] labels = {0, 0, 0, 0};
    double[] sure = {0.9, 0.9, 0.9, 0.9};
    List<TrialPredictions> trials =
        List.of(
            SamplePredictions.of(labels, new int[] {0, 1, 2, 1}, sure),
            SamplePredictions.of(labels, new int[] {0, 0, 1, 2}, sure),
            SamplePredictions.of(labels, new int[] {0, 0, 1, 0}, sure));

    MissedImages missed = MissedImages.of(trials, MissedBy.SOME, ALL);

    assertThat(missed.missedBy()).containsExactly(1, 1, 1, 1);
    assertThat(missed.items()).extracting(MissedImages.Item::image).containsExactly(2, 3, 1);
    assertThat(missed.items().getFirst())
        .isEqualTo(
            new MissedImages.Item(
                2, "cat", 3, List.of(new WrongClass("dog", 2), new WrongClass("eel", 1))));
    assertThat(MissedImages.of(trials, MissedBy.ALL, ALL).items())
        .extracting(MissedImages.Item::image)
        .containsExactly(2);
    assertThat(missed.csv()).hasLineCount(6);
  }

  @Test
  void drawsImagesWithTheirAspect() {
    BufferedImage wide = new BufferedImage(40, 10, BufferedImage.TYPE_INT_RGB);
    Gallery gallery = new Gallery("", "", List.of(new Gallery.Tile(wide, "", "")), "");
    BufferedImage picture = new BufferedImage(400, 400, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = picture.createGraphics();
    gallery.draw(new Picture.Size(400, 400), Ink.on(graphics));
    graphics.dispose();

    int[] columns = new int[400];
    int[] rows = new int[400];
    for (int i = 0; i < 400 * 400; i++) {
      int black = picture.getRGB(i % 400, i / 400) == 0xff000000 ? 1 : 0;
      columns[i % 400] |= black;
      rows[i / 400] |= black;
    }
    double width = IntStream.of(columns).sum();
    assertThat(width).isGreaterThan(250);
    assertThat(width / IntStream.of(rows).sum()).isBetween(3.8, 4.2);
  }

  @Test
  void refusesAClassThatThereIsNotWithThoseThatThereAre() {
    assertThat(SAID.classes().label("trueClass", "eel")).isEqualTo(2);
    assertThatThrownBy(() -> SAID.classes().label("trueClass", "cow"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("trueClass")
        .hasMessageContaining("[cat, dog, eel]");
  }
}
