package dev.trainyard.experiment.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.catalog.Presets;
import dev.trainyard.experiment.spec.GridCell;
import dev.trainyard.network.Activation;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Network;
import dev.trainyard.network.NetworkSpec;
import dev.trainyard.network.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EpochTimesTest {
  /** One input and one output: as many multiply-adds as twice its hidden units. */
  private static GridCell cell(int units) {
    Network network =
        Network.of(
            new NetworkSpec(
                List.of(
                    new Layer.Flatten(),
                    new Layer.Dense(units, Activation.RELU),
                    new Layer.Dense(1, Activation.SOFTMAX))),
            new Shape.Image(1, 1, 1),
            1);
    return new GridCell(Map.of(), network, Presets.DEFAULT_TRAINING);
  }

  @Test
  void asksForOneCellOfEachWorkloadThatIsNotMeasuredTheLargestFirst() {
    GridCell measured = cell(4);
    GridCell small = cell(1);
    GridCell large = cell(8);
    EpochTimes times = new EpochTimes(Map.of(measured.workload(), 2.0));

    assertThat(times.missing(List.of(small, measured, large, cell(1), cell(8))))
        .containsExactly(large, small);
    assertThat(times.missing(List.of(measured, cell(4)))).isEmpty();
  }

  @Test
  void goesByWhatIsMeasuredAndElseByTheLargestMeasuredCell() {
    GridCell small = cell(2);
    GridCell large = cell(6);
    EpochTimes times = new EpochTimes(Map.of(small.workload(), 5.0, large.workload(), 12.0));

    assertThat(times.of(List.of(cell(1), small, large, cell(9))))
        .containsExactly(2.0, 5.0, 12.0, 18.0);
  }

  @Test
  void infersNothingFromACellThatIsNotAmongThem() {
    GridCell measured = cell(4);
    GridCell other = cell(6);
    EpochTimes times = new EpochTimes(Map.of(measured.workload(), 4.0, other.workload(), 60.0));

    assertThat(times.of(List.of(measured, cell(2)))).containsExactly(4.0, 2.0);
  }
}
