package dev.trainyard.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.chart.Positions.Spacing;
import dev.trainyard.chart.Scale.Tick;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PositionsTest {
  private static final Letters LETTERS = Letters.plain(13);

  @Test
  void valuesThatAreSpacedSoStandOnALogarithmicAxis() {
    assertThat(spacing(1e-6, 1e-5, 1e-4, 3e-4, 1e-3)).isEqualTo(Spacing.LOGARITHMIC);
    assertThat(spacing(16, 32, 64, 128)).isEqualTo(Spacing.LOGARITHMIC);
    assertThat(spacing(0.1, 0.2, 0.3, 0.4, 0.5)).isEqualTo(Spacing.LINEAR);
    assertThat(spacing(0.0, 0.25, 0.5)).isEqualTo(Spacing.LINEAR);
    assertThat(spacing(5)).isEqualTo(Spacing.LINEAR);
  }

  @Test
  void whatHasNoPlaceOnAnAxisStandsInOrder() {
    Positions zero = Positions.of(List.of(1e-4, 0.0, 1e-6, 1e-5));
    assertThat(List.of(0.0, 1e-6, 1e-5, 1e-4))
        .extracting(zero::of)
        .containsExactly(0.0, 1.0, 2.0, 3.0);
    Positions words = Positions.of(List.of("relu", "tanh"));
    assertThat(words.spacing().isNumeric()).isFalse();
    assertThat(words.of("tanh")).isEqualTo(1);
    assertThat(Positions.of(Arrays.asList(null, 0.5)).spacing()).isEqualTo(Spacing.NAMES);
  }

  @Test
  void valuesThatAreTheSameNumberStandBesideEachOther() {
    Positions zeros = Positions.of(List.of(0.0, -0.0));
    assertThat(zeros.spacing()).isEqualTo(Spacing.ORDINAL);
    assertThat(zeros.of(0.0)).isNotEqualTo(zeros.of(-0.0));
  }

  @Test
  void saysWhenDistancesAreLogarithmsOrMeanNothing() {
    assertThat(axis(List.of(0.0, 1e-5, 1e-4, 1e-3)).title()).isEqualTo("l2 (not to scale)");
    assertThat(axis(List.of(1e-6, 1e-5, 1e-4)).title()).isEqualTo("l2 (logarithmic scale)");
    assertThat(axis(List.of(32, 64, 96)).title()).isEqualTo("l2");
  }

  @Test
  void showsEveryValueWhereThereIsRoomElseRoundNumbers() {
    Axis few = axis(List.of(1, 3, 7));
    assertThat(ticks(few, 400)).extracting(Tick::label).containsExactly("1", "3", "7");
    assertThat(ticks(few, 30)).isEqualTo(few.scale().ticks());
    Axis many = axis(IntStream.rangeClosed(1, 100).boxed().toList());
    assertThat(ticks(many, 400)).extracting(Tick::label).contains("20", "40", "100");
  }

  @Test
  void showsEveryNameWhateverTheRoom() {
    List<String> names = IntStream.range(0, 30).mapToObj("name%d"::formatted).toList();
    assertThat(ticks(axis(names), 100)).extracting(Tick::label).isEqualTo(names);
  }

  static List<List<Object>> hostile() {
    return List.of(
        List.of(-1e308, 1e308),
        List.of(-Double.MAX_VALUE, 0.0, Double.MAX_VALUE),
        List.of(1e-300, 1e308),
        List.of(4.9e-324, 9.9e-324),
        List.of(1e308),
        List.of(4.9e-324),
        List.of(0.1, Math.nextUp(0.1)),
        List.of(1e15, 1e15 + 0.125));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void findsPlacesForNumbersOfAnySize(List<Object> values) {
    Positions positions = Positions.of(values);
    Axis axis = axis(values);
    double before = -1;
    for (Object value : values) {
      double share = axis.scale().share(positions.of(value));
      assertThat(share).isBetween(0.0, 1.0).isGreaterThan(before);
      before = share;
    }
    assertThat(axis.scale().ticks()).hasSizeLessThanOrEqualTo(8);
  }

  private static Spacing spacing(Object... values) {
    return Positions.of(List.of(values)).spacing();
  }

  private static Axis axis(List<?> values) {
    return Positions.of(values).axis("l2", String::valueOf);
  }

  private static List<Tick> ticks(Axis axis, double length) {
    return axis.ticks(ticks -> axis.fit(ticks, length, LETTERS));
  }
}
