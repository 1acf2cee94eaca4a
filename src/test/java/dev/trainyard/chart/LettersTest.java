package dev.trainyard.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.chart.Ink.Anchor;
import java.util.Base64;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Words with exponents, for which the font has no figures. */
@NullUnmarked
class LettersTest {
  private static final Letters LETTERS = Letters.plain(40);

  @Test
  void setsEveryExponentAsAFigureAndNotAsAnEmptyBox() {
    assertThat("⁰¹²³⁴⁵⁶⁷⁸⁹⁻".chars().mapToObj(c -> drawn(String.valueOf((char) c))))
        .doesNotHaveDuplicates();
  }

  @Test
  void makesExponentsSmallerThanFigures() {
    double ten = LETTERS.width("10");

    assertThat(LETTERS.width("10⁵") - ten).isBetween(0.25 * ten, 0.4 * ten);
    assertThat(LETTERS.width("10⁵ images"))
        .isCloseTo(LETTERS.width("10⁵") + LETTERS.width(" images"), within(1e-3));
  }

  private static String drawn(String words) {
    Picture picture =
        new Picture(
            (_, ink) -> ink.words(words, 200, 250, Anchor.MIDDLE, LETTERS, Palette.INK),
            new Picture.Size(400, 500));
    return Base64.getEncoder().encodeToString(picture.png());
  }
}
