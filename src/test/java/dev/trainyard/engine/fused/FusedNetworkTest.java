package dev.trainyard.engine.fused;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FusedNetworkTest {

  @ParameterizedTest
  @CsvSource({
    "17, 16",
    "32, 16",
    "33, 24",
    "48, 24",
    "64, 32",
    "100, 56",
    "128, 64",
    "129, 48",
    "190, 64",
    "200, 56",
    "256, 64",
    "500, 64",
    "60000, 64"
  })
  void cutsAMiniBatchEvenlyIntoTwoChunksAtLeast(int batchSize, int lanes) {
    assertThat(FusedNetwork.lanes(batchSize)).isEqualTo(lanes);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 16})
  void leavesAVerySmallOneWhole(int batchSize) {
    assertThat(FusedNetwork.lanes(batchSize)).isEqualTo(16);
  }
}
