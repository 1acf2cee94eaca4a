package dev.trainyard.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.refusal.Refusal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request names, and what it cannot name. */
@NullUnmarked
class SelectionTest {

  @Test
  void keepsTheOrderOfTheRequest() {
    assertThat(Selection.of("3,1,2", "1/3,3/1,1/2"))
        .isEqualTo(new Selection(List.of(3L, 1L, 2L), Map.of(1L, List.of(3, 2), 3L, List.of(1))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,,2 | experiments: must be ids with commas between them, such as 1,2,3, not \"1,,2\"",
        "1, 2 | experiments: must be ids with commas between them, such as 1,2,3, not \"1, 2\"",
        "0,1 | experiments: must be ids with commas between them, such as 1,2,3, not \"0,1\"",
        "1,2,1 | experiments: names 1 twice"
      })
  void refusesWhatAreNoIds(String experiments, String message) {
    assertThatThrownBy(() -> Selection.of(experiments, null))
        .isInstanceOf(Refusal.class)
        .hasMessage(message);
  }

  @Test
  void refusesMoreThanCanBeLookedAt() {
    String many =
        IntStream.rangeClosed(1, 13).mapToObj(String::valueOf).collect(Collectors.joining(","));

    assertThatThrownBy(() -> Selection.of(many, null))
        .hasMessage("experiments: names 13 experiments; 12 at most are compared at a time");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3 | trials: must be experiment/trial with commas between them, such as 1/3,2/1, not \"3\"",
        "3/1 | trials: names 3/1, but experiment 3 is not among the experiments",
        "1/2,2/2,1/2 | trials: names 1/2 twice"
      })
  void refusesWhatAreNoTrialsOfThem(String trials, String message) {
    assertThatThrownBy(() -> Selection.of("1,2", trials)).hasMessage(message);
  }
}
