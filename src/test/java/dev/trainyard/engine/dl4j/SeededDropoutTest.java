package dev.trainyard.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.engine.Randomness;
import dev.trainyard.engine.Randomness.Purpose;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Network;
import dev.trainyard.network.Network.PlacedLayer;
import dev.trainyard.network.Shape;
import java.util.List;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SeededDropoutTest {
  private static final Shape.Image SHAPE = new Shape.Image(4, 3, 2);
  private static final PlacedLayer PLACED =
      new PlacedLayer(5, new Layer.Dropout(0.25), SHAPE, SHAPE, 0, 0, 0);
  private static final Network NETWORK = new Network(SHAPE, List.of(PLACED));
  private static final int BATCHES_PER_EPOCH = 10;

  @Test
  void countsTheValuesOfAnImageByRowColumnAndChannel() {
    Randomness numbers = Randomness.of(7, Purpose.DROPOUT, 3).part(5).part(4);
    INDArray ones = Nd4j.ones(DataType.FLOAT, 2, 2, 4, 3); // [batch, channels, height, width]

    INDArray dropped = drop(ones, 24, 2); // mini-batch 4, counted from 0, of epoch 3

    for (int e = 0; e < 2; e++) {
      for (int y = 0; y < 4; y++) {
        for (int x = 0; x < 3; x++) {
          for (int c = 0; c < 2; c++) {
            boolean kept = numbers.uniform(e * 24L + (y * 3 + x) * 2L + c) >= 0.25;
            assertThat(dropped.getFloat(e, c, y, x)).isEqualTo(kept ? 4 / 3f : 0);
          }
        }
      }
    }
  }

  @Test
  void changesNothingInTheMean() {
    INDArray ones = Nd4j.ones(DataType.FLOAT, 100, 200);

    assertThat(drop(ones, 0, 0).meanNumber().doubleValue()).isCloseTo(1, within(0.02));
  }

  @Test
  void dropsTheGradientsOfWhatItDropped() {
    SeededDropout dropout = SeededDropout.of(NETWORK, PLACED, 7, BATCHES_PER_EPOCH);
    INDArray ones = Nd4j.ones(DataType.FLOAT, 3, 8);
    INDArray output = ones.dup();
    dropout.applyDropout(ones, output, 1, 0, LayerWorkspaceMgr.noWorkspaces());
    INDArray gradient = ones.dup();
    dropout.backprop(gradient, gradient, 1, 0);

    assertThat(gradient).isEqualTo(output);
  }

  private static INDArray drop(INDArray input, int iteration, int epoch) {
    return SeededDropout.of(NETWORK, PLACED, 7, BATCHES_PER_EPOCH)
        .applyDropout(input, input.dup(), iteration, epoch, LayerWorkspaceMgr.noWorkspaces());
  }
}
