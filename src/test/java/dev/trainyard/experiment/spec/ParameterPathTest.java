package dev.trainyard.experiment.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

  @Test
  void findsWhatStandsAtNamesAndPlaces() {
    assertThat(path("training.l2").find(tree).doubleValue()).isEqualTo(0.5);
    assertThat(path("training.optimizer.learningRate").find(tree).doubleValue()).isEqualTo(0.1);
    assertThat(path("network.layers[1].units").find(tree).intValue()).isEqualTo(9);
    assertThat(path("network").find(tree).isObject()).isTrue();
    assertThat(path("network.layers[1].units").text()).isEqualTo("network.layers[1].units");
  }

  @Test
  void takesANumberForANameWhereThereIsNoList() {
    assertThat(path("network.0").find(tree).stringValue()).isEqualTo("a name");
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "training.",
        ".training",
        "training..l2",
        "training l2",
        "[0]",
        "layers[]",
        "layers[x]",
        "layers[-1]",
        "layers[12345]",
        "layers[0]units",
        "training/l2"
      })
  void isNoPath(String text) {
    assertThat(ParameterPath.parse(text)).isEmpty();
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
