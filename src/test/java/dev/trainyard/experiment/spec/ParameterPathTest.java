package dev.trainyard.experiment.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.IntNode;

class ParameterPathTest {

  @ParameterizedTest
  @CsvSource({
    "network.layers[1].units, network.layers[1].units",
    "network.layers.1.units,  network.layers[1].units",
    "network.layers[01].units, network.layers[1].units",
    "network.layers.0001.units, network.layers[1].units",
    "network.layers.00.units, network.layers[0].units",
    "training.l2, training.l2",
    "training.l02, training.l02"
  })
  void hasOneWayToBeWritten(String written, String path) {
    assertThat(ParameterPath.parse(written))
        .hasValueSatisfying(p -> assertThat(p).hasToString(path));
    assertThat(ParameterPath.parse(path)).isEqualTo(ParameterPath.parse(written));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "a.",
        ".a",
        "a..b",
        "a[",
        "a[]",
        "a[-1]",
        "a[1",
        "a[99999]",
        "a b",
        "a[١]"
      })
  void isNotAnyText(String text) {
    assertThat(ParameterPath.parse(text)).isEmpty();
  }

  @Test
  void findsAndSetsAValueWhicheverWayItIsWritten() {
    JsonNode tree = JsonMapper.shared().readTree("{\"layers\":[{},{\"units\":3}]}");

    ParameterPath.parse("layers.1.units").orElseThrow().set(tree, IntNode.valueOf(4));

    assertThat(ParameterPath.parse("layers[1].units").orElseThrow().find(tree).asInt())
        .isEqualTo(4);
    assertThat(
            ParameterPath.parse("layers.99999999999.units")
                .orElseThrow()
                .find(tree)
                .isMissingNode())
        .isTrue();
  }
}
