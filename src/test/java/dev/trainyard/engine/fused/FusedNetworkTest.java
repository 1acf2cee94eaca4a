package dev.trainyard.engine.fused;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FusedNetworkTest {

  @ParameterizedTest
  @CsvSource({
    "1, 16",
    "16, 16",
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
}
