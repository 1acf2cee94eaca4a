package dev.trainyard.experiment.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.training.Augmentation;
import dev.trainyard.training.EngineChoice;
import dev.trainyard.training.Optimizer;
import dev.trainyard.training.TrainingSpec;
import dev.trainyard.training.Validation;
import dev.trainyard.web.StrictReading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class TrainingDefaultsTest {
  private static final TrainingSpec PRESET =
      new TrainingSpec(
          12,
          64,
          new Optimizer.Momentum(0.05, 0.8),
          0.001,
          new Augmentation(2, 10, 0, 0, new Augmentation.Elastic(0, 4), 0),
          1,
          Validation.onTest(),
          EngineChoice.AUTO);

  private final JsonMapper json = StrictReading.json();
  private final TrainingDefaults defaults = new TrainingDefaults(json);

  private ObjectNode complete(String request) {
    return defaults.complete(PRESET, (ObjectNode) json.readTree(request));
  }

  @Test
  void isThePresetWhereNothingIsAskedFor() {
    assertThat(json.treeToValue(defaults.complete(PRESET, null), TrainingSpec.class))
        .isEqualTo(PRESET);
    assertThat(json.treeToValue(complete("{}"), TrainingSpec.class)).isEqualTo(PRESET);
  }

  @Test
  void takesTheRequestsValuesAndThePresetsElsewhere() {
    ObjectNode whole = complete("{\"epochs\":3,\"augmentation\":{\"rotation\":5}}");

    assertThat(whole.path("epochs").intValue()).isEqualTo(3);
    assertThat(whole.path("batchSize").intValue()).isEqualTo(64);
    assertThat(whole.at("/augmentation/rotation").doubleValue()).isEqualTo(5);
    assertThat(whole.at("/augmentation/shift").doubleValue()).isEqualTo(2);
    assertThat(whole.at("/augmentation/elastic/sigma").doubleValue()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"learningRate\":0.2} | {\"type\":\"momentum\",\"learningRate\":0.2,\"momentum\":0.8}",
        "{\"type\":\"momentum\",\"momentum\":0.5} | {\"type\":\"momentum\",\"learningRate\":0.05,\"momentum\":0.5}",
        "{\"type\":\"sgd\"} | {\"type\":\"sgd\",\"learningRate\":0.01}",
        "{\"type\":\"nesterov\"} | {\"type\":\"nesterov\",\"learningRate\":0.01,\"momentum\":0.9}",
        "{\"type\":\"rmsprop\",\"rho\":0.8} | {\"type\":\"rmsprop\",\"learningRate\":0.001,\"rho\":0.8,\"epsilon\":1.0E-7}",
        "{\"type\":\"adam\",\"learningRate\":0.3} | {\"type\":\"adam\",\"learningRate\":0.3,\"beta1\":0.9,\"beta2\":0.999,\"epsilon\":1.0E-7}",
        "{\"type\":\"adamw\"} | {\"type\":\"adamw\",\"learningRate\":0.001,\"beta1\":0.9,\"beta2\":0.999,\"epsilon\":1.0E-7,\"weightDecay\":0.004}",
        "{\"type\":\"adagrad\"} | {\"type\":\"adagrad\",\"learningRate\":0.001,\"initialAccumulator\":0.1,\"epsilon\":1.0E-7}",
        "{\"type\":\"lion\"} | {\"type\":\"lion\"}"
      })
  void startsAnotherOptimizerFromItsOwnDefaults(String asked, String whole) {
    assertThat(complete("{\"optimizer\":%s}".formatted(asked)).path("optimizer"))
        .hasToString(whole);
  }

  @Test
  void keepsNothingOfAnotherSchedule() {
    TrainingSpec cosine =
        json.treeToValue(
            complete(
                "{\"schedule\":{\"type\":\"cosine\",\"finalFactor\":0.25,\"warmUpEpochs\":2}}"),
            TrainingSpec.class);
    ObjectNode warmer =
        defaults.complete(
            cosine, (ObjectNode) json.readTree("{\"schedule\":{\"warmUpEpochs\":3}}"));
    ObjectNode stepped =
        defaults.complete(cosine, (ObjectNode) json.readTree("{\"schedule\":{\"type\":\"step\"}}"));

    assertThat(warmer.path("schedule"))
        .hasToString("{\"type\":\"cosine\",\"finalFactor\":0.25,\"warmUpEpochs\":3}");
    assertThat(stepped.path("schedule")).hasToString("{\"type\":\"step\"}");
  }

  @Test
  void leavesWhatIsNoObjectToTheReader() {
    assertThat(complete("{\"optimizer\":7,\"schedule\":8}").toString())
        .contains("\"optimizer\":7", "\"schedule\":8");
  }
}
