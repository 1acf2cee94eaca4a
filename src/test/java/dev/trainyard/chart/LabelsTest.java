package dev.trainyard.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelsTest {

  @Test
  void namesALayerByItsPlaceAndAParameterByTheEndThatTellsItApart() {
    assertThat(name("network.layers[1].units")).isEqualTo("layers[1].units");
    assertThat(name("network.layers.1.units")).isEqualTo("layers.1.units");
    assertThat(name("training.optimizer.learningRate")).isEqualTo("learningRate");
    assertThat(name("training.l2")).isEqualTo("l2");
  }

  @Test
  void threeParametersAreWrittenInFull() {
    Map<String, Object> cell = new LinkedHashMap<>();
    cell.put("network.layers[1].units", 4);
    cell.put("network.layers[2].units", 8);
    cell.put("training.schedule.rate", 0.5);
    cell.put("training.augmentation.rate", 0.25);
    assertThat(Labels.of(List.of(cell)).of(cell))
        .isEqualTo(
            "layers[1].units = 4, layers[2].units = 8, schedule.rate = 0.5, augmentation.rate = 0.25");
  }

  @Test
  void valuesHaveAsManyDigitsAsTellThemApart() {
    assertThat(Numbers.apart(List.of(0.00012345671, 0.00012345672)))
        .containsExactly("0.00012345671", "0.00012345672");
    assertThat(Numbers.apart(List.of(0.0, -0.0))).containsExactly("0", "−0");
    assertThat(Numbers.apart(List.of(0.1, Math.nextUp(0.1)))).doesNotHaveDuplicates();
    assertThat(Numbers.apart(List.of(1e15 + 0.125, 1e15 + 0.25))).doesNotHaveDuplicates();
    assertThat(Numbers.apart(List.of(9_007_199_254_740_993L, 9_007_199_254_740_992L)))
        .doesNotHaveDuplicates();
  }

  @Test
  void valuesAreWrittenAsTheyAreReadBest() {
    assertThat(Numbers.apart(List.of(0.0003, 0.1, 128, 0, -0.5, "relu", true)))
        .containsExactly("0.0003", "0.1", "128", "0", "−0.5", "relu", "true");
    assertThat(Numbers.apart(List.of(1e-6, 3e-4, 1e-20, 0.1, -1e-7, 2_500_000)))
        .containsExactly("10⁻⁶", "3×10⁻⁴", "10⁻²⁰", "0.1", "−10⁻⁷", "2.5×10⁶");
  }

  @Test
  void aValueMayBeNull() {
    assertThat(Numbers.apart(java.util.Arrays.asList(null, 0.5))).containsExactly("null", "0.5");
  }

  private static String name(String path) {
    Map<String, Object> cell = Map.of(path, 4);
    return Labels.of(List.of(cell)).of(cell).replace(" = 4", "");
  }
}
