package dev.trainyard.experiment.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.IntNode;

class ParameterPathTest {
  private final JsonNode tree =
      JsonMapper.shared()
          .readTree(
              """
              {"training":{"l2":0.5,"optimizer":{"learningRate":0.1}},
               "network":{"layers":[{"units":8},{"units":9}],"0":"a name"}}""");

  private static ParameterPath path(String text) {
    return ParameterPath.parse(text).orElseThrow();
  }

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

  @Test
  void findsWhatStandsAtNamesAndPlaces() {
    assertThat(path("training.l2").find(tree).doubleValue()).isEqualTo(0.5);
    assertThat(path("training.optimizer.learningRate").find(tree).doubleValue()).isEqualTo(0.1);
    assertThat(path("network.layers[1].units").find(tree).intValue()).isEqualTo(9);
    assertThat(path("network").find(tree).isObject()).isTrue();
    assertThat(path("network.layers[1].units")).hasToString("network.layers[1].units");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "training.l3",
        "training.l2.l2",
        "training[0]",
        "network.layers[2].units",
        "network.layers[9999]",
        "network.layers.units"
      })
  void findsNothingWhereThereIsNothing(String text) {
    assertThat(path(text).find(tree).isMissingNode()).isTrue();
  }

  @Test
  void replacesTheValueItLeadsToAndNoOther() {
    path("network.layers[1].units").set(tree, IntNode.valueOf(7));
    path("network.layers[0]").set(tree, IntNode.valueOf(6));
    path("training.l2").set(tree, IntNode.valueOf(5));

    assertThat(tree)
        .hasToString(
            "{\"training\":{\"l2\":5,\"optimizer\":{\"learningRate\":0.1}},"
                + "\"network\":{\"layers\":[6,{\"units\":7}],\"0\":\"a name\"}}");
  }

  @Test
  void refusesToReplaceWhatIsNotThere() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> path("training.l2.l2").set(tree, IntNode.valueOf(1)))
        .withMessage("training.l2.l2");
  }
}
