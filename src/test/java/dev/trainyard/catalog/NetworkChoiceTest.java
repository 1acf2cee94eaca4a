package dev.trainyard.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.network.Activation;
import dev.trainyard.network.Initializer;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Padding;
import jakarta.validation.Validation;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.json.JsonMapper;

class NetworkChoiceTest {
  private static final String OWN =
      "{\"layers\":[{\"type\":\"flatten\"},{\"type\":\"dense\",\"units\":10,\"activation\":\"softmax\",\"kernelInitializer\":\"heNormal\"}]}";
  private final JsonMapper json = JsonMapper.builder().build();

  @Test
  void readsANameAsAPreset() {
    NetworkChoice choice = json.readValue("\"lenet\"", NetworkChoice.class);

    assertThat(choice.preset()).map(Preset::name).hasValue("lenet");
    assertThat(choice.spec().layers()).hasSize(7);
  }

  @Test
  void readsLayersAsANetworkOfOnesOwn() {
    NetworkChoice choice = json.readValue(OWN, NetworkChoice.class);

    assertThat(choice.preset()).isEmpty();
    assertThat(choice.spec().layers())
        .containsExactly(
            new Layer.Flatten(), new Layer.Dense(10, Activation.SOFTMAX, Initializer.HE_NORMAL));
  }

  @Test
  void fillsInKerassDefaults() {
    String brief =
        """
        {"layers":[{"type":"conv2d","filters":8,"kernel":3},{"type":"batchNorm"},
        {"type":"activation","activation":"leakyRelu"},{"type":"avgPool2d","size":2},
        {"type":"globalAvgPool2d"},{"type":"dense","units":10}]}""";

    assertThat(json.readValue(brief, NetworkChoice.class).spec().layers())
        .containsExactly(
            new Layer.Conv2d(8, 3, 1, Padding.VALID, Activation.LINEAR),
            new Layer.BatchNorm(0.99, 0.001),
            new Layer.Activate(Activation.LEAKY_RELU),
            new Layer.AvgPool2d(2, 2, Padding.VALID),
            new Layer.GlobalAvgPool2d(),
            new Layer.Dense(10, Activation.LINEAR));
  }

  @Test
  void writesWhatItRead() {
    assertThat(json.writeValueAsString(json.readValue("\"lenet\"", NetworkChoice.class)))
        .isEqualTo("\"lenet\"");
    assertThat(json.writeValueAsString(json.readValue(OWN, NetworkChoice.class))).isEqualTo(OWN);
  }

  @Test
  void refusesAnUnknownNameWithTheKnownOnes() {
    NetworkChoice choice = json.readValue("\"resnet\"", NetworkChoice.class);

    assertThatThrownBy(choice::spec)
        .hasMessageContaining("resnet")
        .hasMessageContaining(
            "baseline, hinton-500-300, hinton-500-300-tuned, hinton-500-300-dropout");
  }

  @Test
  void refusesANumberAndAList() {
    assertThatThrownBy(() -> json.readValue("5", NetworkChoice.class))
        .isInstanceOf(DatabindException.class);
    assertThatThrownBy(() -> json.readValue("[]", NetworkChoice.class))
        .isInstanceOf(DatabindException.class);
  }

  @Test
  void namesTheFieldOfALayerAsTheUserWroteIt() {
    NetworkChoice choice = json.readValue(OWN.replace("10", "0"), NetworkChoice.class);

    try (var factory = Validation.buildDefaultValidatorFactory()) {
      assertThat(factory.getValidator().validate(choice))
          .extracting(violation -> violation.getPropertyPath().toString())
          .containsExactly("layers[1].units");
    }
  }
}
