package dev.trainyard.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.trainyard.catalog.NetworkChoice;
import dev.trainyard.experiment.ExperimentRequest;
import dev.trainyard.network.Activation;
import dev.trainyard.network.Layer;
import dev.trainyard.network.NetworkSpec;
import dev.trainyard.network.Padding;
import dev.trainyard.refusal.Refusal;
import dev.trainyard.refusal.WrongField;
import dev.trainyard.training.TrainingSpec;
import jakarta.validation.Valid;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBinderTest {
  private static final String VALID =
      """
      {"epochs":3,"batchSize":128,"optimizer":{"type":"sgd","learningRate":0.1},"l2":0,
       "seed":1,"validation":{"source":"test"},"engine":"auto",
       "schedule":{"type":"constant"},"l1":0,"l2Biases":0,"weightDecay":0,"labelSmoothing":0,
       "clipping":{"norm":0,"value":0},
       "augmentation":{"shift":0,"rotation":0,"scale":0,"shear":0,
        "elastic":{"alpha":0,"sigma":4},"cutout":0}}""";

  private final RequestBinder binder = StrictReading.binder();

  @Test
  void bindsWhatIsRight() {
    TrainingSpec spec = bind(VALID, TrainingSpec.class);
    assertThat(spec.epochs()).isEqualTo(3);
    assertThat(spec.optimizer().learningRate()).isEqualTo(0.1);
  }

  @Test
  void namesAllThatIsWrongAtOnce() {
    assertThat(
            errors(
                """
                {"epochs":"10","batchSize":0,"optimizer":{"type":"sgd","learningRate":-1,"speed":2},
                 "l2":true,"seed":1.5,"validation":{"source":"tset"},"engine":"auto","foo":{},
                 "schedule":{"type":"constant"},"l1":0,"l2Biases":0,"weightDecay":0,"labelSmoothing":0,
                 "clipping":{"norm":0,"value":0},
                 "augmentation":{"shift":0,"rotation":0,"scale":0,"shear":0,
                  "elastic":{"alpha":0,"sigma":4},"cutout":0}}"""))
        .containsExactlyInAnyOrder(
            "training.epochs: must be a whole number, not the text \"10\"",
            "training.batchSize: must be at least 1, not 0",
            "training.optimizer.learningRate: must be greater than 0, not -1.0",
            "training.optimizer.speed: is not known here; known are [learningRate]",
            "training.l2: must be a number, not true",
            "training.seed: must be a whole number, not 1.5",
            "training.validation.source: must be one of [holdout, test], not the text \"tset\"",
            "training.foo: is not known here; known are [augmentation, averaging, batchSize, clipping, earlyStopping, engine, epochs, l1, l2, l2Biases, labelSmoothing, optimizer, schedule, seed, validation, weightDecay]");
  }

  @Test
  void namesWhatIsMissing() {
    assertThat(errors("{}"))
        .containsExactlyInAnyOrder(
            "training.epochs: is missing; it must be a whole number",
            "training.batchSize: is missing; it must be a whole number",
            "training.optimizer: is missing",
            "training.schedule: is missing",
            "training.l2: is missing; it must be a number",
            "training.l1: is missing; it must be a number",
            "training.l2Biases: is missing; it must be a number",
            "training.weightDecay: is missing; it must be a number",
            "training.labelSmoothing: is missing; it must be a number",
            "training.clipping: is missing",
            "training.augmentation: is missing",
            "training.seed: is missing; it must be a whole number",
            "training.validation: is missing",
            "training.engine: is missing");
  }

  @Test
  void refusesAnUnknownOptimizerWithTheKnownOnes() {
    assertThat(errors(VALID.replace("sgd", "sdg")))
        .containsExactly(
            "training.optimizer: has the unknown type \"sdg\"; known are [adagrad, adam, adamw, momentum, nesterov, rmsprop, sgd]");
    assertThat(errors(VALID.replace("\"type\":\"sgd\",", "")))
        .containsExactly(
            "training.optimizer: needs a type, one of [adagrad, adam, adamw, momentum, nesterov, rmsprop, sgd]");
    assertThat(errors(VALID.replace("{\"type\":\"sgd\",\"learningRate\":0.1}", "\"sgd\"")))
        .containsExactly(
            "training.optimizer: must be an object with a type, one of [adagrad, adam, adamw, momentum, nesterov, rmsprop, sgd], not the text \"sgd\"");
  }

  @Test
  void refusesNumbersThatDoNotFit() {
    assertThat(errors(VALID.replace("\"epochs\":3", "\"epochs\":99999999999")))
        .containsExactly(
            "training.epochs: must be a whole number from 1 to 10000, not 99999999999");
    assertThat(errors(VALID.replace("\"epochs\":3", "\"epochs\":1e99"))).hasSize(1);
    assertThat(errors(VALID.replace("\"seed\":1", "\"seed\":1e99"))).hasSize(1);
    assertThat(errors(VALID.replace("\"l2\":0", "\"l2\":\"NaN\"")))
        .containsExactly("training.l2: must be a number, not the text \"NaN\"");
    assertThat(errors(VALID.replace("\"l2\":0", "\"l2\":\"Infinity\""))).hasSize(1);
    assertThat(errors(VALID.replace("\"l2\":0", "\"l2\":null"))).hasSize(1);
  }

  @Test
  void saysHowLargeANumberMayBeThatDoesNotEvenFitItsType() {
    String huge = "1" + "0".repeat(400);
    assertThat(errors(VALID.replace("\"epochs\":3", "\"epochs\":-99999999999999999999")))
        .containsExactly(
            "training.epochs: must be a whole number from 1 to 10000, not -99999999999999999999");
    assertThat(errors(VALID.replace("\"seed\":1", "\"seed\":9223372036854775808")))
        .containsExactly(
            "training.seed: must be a whole number from -9223372036854775808 to 9223372036854775807, not 9223372036854775808");
    assertThat(
            texts(
                refused(
                    layers("{\"type\":\"dense\",\"units\":9999999999},"),
                    NetworkSpec.class,
                    "network")))
        .contains(
            "network.layers[0].units: must be a whole number from 1 to 65536, not 9999999999");
    assertThat(errors(VALID.replace("\"l2\":0", "\"l2\":" + huge)))
        .containsExactly(
            "training.l2: must be a number, not 1%s…, which is beyond the range of numbers"
                .formatted("0".repeat(39)));
  }

  @ParameterizedTest
  @CsvSource({
    "1e400, '-1.8e308 to 1.8e308, not 1e400'",
    "-1e400, '-1.8e308 to 1.8e308, not -1e400'",
    "1e-400, '4.9e-324 away from it, not 1e-400'",
    "-0.1e-999, '4.9e-324 away from it, not -0.1e-999'",
    "1e99999999999, '1e99999999999'",
    "1e-99999999999, '1e-99999999999'"
  })
  void namesANumberThatNoDoubleComesNearAsItWasSent(String number, String message) {
    String document =
        "{\"network\":\"baseline\",\"sweep\":{\"training.l2\":[0.5,%s]}}".formatted(number);
    assertThat(texts(thrown(() -> binder.read(bytes(document)))))
        .singleElement()
        .asString()
        .startsWith("sweep.training.l2[1]: ")
        .contains(message);
  }

  @Test
  void namesAllThatAnEntryOfASweepMayBe() {
    assertThat(
            texts(
                refused(
                    "{\"network\":\"lenet\",\"sweep\":{\"a\":5}}", ExperimentRequest.class, "it")))
        .containsExactly(
            "it.sweep.a: must be a list of at least one value, or a range with from and to, not 5");
  }

  @Test
  void readsNumbersThatADoubleHolds() {
    assertThat(binder.read(bytes("[0.10,1e5,-0.0,0e-999,4.9e-324,12345678901234567890123]")))
        .hasToString("[0.1,100000.0,-0.0,0.0,4.9E-324,12345678901234567890123]");
  }

  @Test
  void refusesAnUnknownLayerWithItsPlaceAndTheKnownOnes() {
    Refusal refusal =
        refused(
            """
            {"layers":[{"type":"flatten"},{"type":"dense","units":"ten"},{"type":"lstm","units":10}]}""",
            NetworkSpec.class,
            "network");
    assertThat(texts(refusal))
        .containsExactlyInAnyOrder(
            "network.layers[1].units: must be a whole number, not the text \"ten\"",
            "network.layers[2]: has the unknown type \"lstm\"; known are [activation, avgPool2d, batchNorm, conv2d, dense, dropout, flatten, globalAvgPool2d, maxPool2d]");
  }

  @Test
  void namesTheFirstFiftyOfManyErrorsAndCountsTheRest() {
    String negative = "{\"type\":\"dense\",\"units\":0},".repeat(120);
    Refusal refusal = refused(layers(negative), NetworkSpec.class, "network");
    assertThat(refusal.errors()).hasSize(50);
    assertThat(refusal.errors().get(10).field()).isEqualTo("network.layers[10].units");
    assertThat(refusal)
        .hasMessage(
            "network.layers[0].units: must be at least 1, not 0 (and 119 more; errors has the first 50)");

    String text = "{\"type\":\"dense\",\"units\":\"ten\"},".repeat(120);
    assertThat(refused(layers(text), NetworkSpec.class, "network"))
        .hasMessageEndingWith("(and at least 49 more, see errors)");

    String unknown =
        IntStream.range(0, 60_000).mapToObj("\"x%d\":1,"::formatted).collect(Collectors.joining());
    assertThat(refused("{%s\"layers\":[]}".formatted(unknown), NetworkSpec.class, ""))
        .hasMessageEndingWith("(and at least 59,999 more; errors has the first 50)");
  }

  @Test
  void looksIntoNoneOfTooManyLayers() {
    String layers = layers("{\"type\":\"dense\",\"units\":0},".repeat(20_000));
    assertThat(texts(refused(layers, NetworkSpec.class, "")))
        .containsExactly("body: has 20,001 layers; at most 200 are accepted");
    assertThat(texts(refused("{\"network\":%s}".formatted(layers), Chosen.class, "")))
        .containsExactly("network: has 20,001 layers; at most 200 are accepted");
  }

  record Chosen(@Valid NetworkChoice network) {}

  private static String layers(String before) {
    return "{\"layers\":[%s{\"type\":\"flatten\"}]}".formatted(before);
  }

  @Test
  void repeatsNoLongTextAndHalvesNoCharacter() {
    assertThat(
            errors(VALID.replace("\"epochs\":3", "\"epochs\":\"%s🚂\"".formatted("a".repeat(39)))))
        .containsExactly(
            "training.epochs: must be a whole number, not the text \"%s…\""
                .formatted("a".repeat(39)));
    String name = "x".repeat(40_000);
    assertThat(errors(VALID.replace("\"epochs\":3", "\"epochs\":3,\"%s\":1".formatted(name))))
        .singleElement()
        .asString()
        .hasSizeLessThan(600);
  }

  @Test
  void saysNothingOfItsParser() {
    assertThat(notJson("{\"l2\":%s}".formatted("1".repeat(1001))))
        .isEqualTo(
            "the body is beyond what is accepted: Number value length (1001) exceeds the maximum allowed (1000)");
    assertThat(notJson("{\"%s\":1}".formatted("a".repeat(60_000)))).doesNotContain("`", "Stream");
    assertThat(notJson("[".repeat(2000))).doesNotContain("`", "Stream");
  }

  @Test
  void tellsADefaultFromAWrongValue() {
    String layer = "{\"layers\":[{\"type\":\"conv2d\",\"filters\":20,\"kernel\":5%s}]}";
    NetworkSpec spec = bind(layer.formatted(""), NetworkSpec.class);
    assertThat(spec.layers())
        .containsExactly(new Layer.Conv2d(20, 5, 1, Padding.VALID, Activation.LINEAR));
    assertThat(texts(refused(layer.formatted(",\"stride\":0"), NetworkSpec.class, "")))
        .containsExactly("layers[0].stride: must be at least 1, not 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "\" \"", "\"true\"", "1"})
  void takesNothingButTrueAndFalseForABoolean(String value) {
    assertThat(
            errors(
                VALID.replace(
                    "\"epochs\"",
                    "\"earlyStopping\":{\"patience\":3,\"restoreBest\":%s},\"epochs\""
                        .formatted(value))))
        .singleElement()
        .asString()
        .startsWith("training.earlyStopping.restoreBest: must be true or false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "\" \"", "\"\\u0000\"", "\"\\t\"", "\"3\"", "true"})
  void takesNothingButANumberForOne(String value) {
    for (String field : List.of("patience", "minimumDelta")) {
      assertThat(
              errors(
                  VALID.replace(
                      "\"epochs\"",
                      "\"earlyStopping\":{\"%s\":%s},\"epochs\"".formatted(field, value))))
          .singleElement()
          .asString()
          .startsWith("training.earlyStopping.%s: must be a".formatted(field));
    }
  }

  @Test
  void refusesAScalarWhereAListIsNeeded() {
    assertThat(texts(refused("{\"layers\":5}", NetworkSpec.class, "")))
        .containsExactly("layers: must be a list, not 5");
    assertThat(texts(refused("[]", NetworkSpec.class, "")))
        .containsExactly("body: must be an object, not a list");
    assertThat(texts(refused("3", NetworkSpec.class, "network")))
        .containsExactly("network: must be an object, not 3");
  }

  @Test
  void saysWhereBrokenJsonBreaks() {
    assertThat(notJson("{\"epochs\":3,\n \"l2\" 0}")).contains("line 2, column 7");
    assertThat(notJson("{\"epochs\":3"))
        .endsWith(
            "is not valid JSON: Unexpected end-of-input: expected close marker for Object at line 1, column 12");
    assertThat(notJson("{\"epochs\":NaN}")).contains("line 1");
    assertThat(notJson("{\"epochs\":1,\"epochs\":2}")).contains("\"epochs\"");
    assertThat(notJson("{} {}")).contains("goes on after its JSON value");
    assertThat(notJson("")).contains("is empty");
  }

  @ParameterizedTest
  @CsvSource({
    "22C0AF22, 0xC0, 'line 1, column 2'",
    "0A22C3A9E080AF22, 0xE0, 'line 2, column 3'",
    "22F08080AF22, 0xF0, 'line 1, column 2'",
    "22EDA08022, 0xED, 'line 1, column 2'",
    "22F490808022, 0xF4, 'line 1, column 2'",
    "22FF22, 0xFF, 'line 1, column 2'",
    "22C3, 0xC3, 'line 1, column 2'"
  })
  void namesTheFirstByteThatIsNoUtf8(String hex, String octet, String place) {
    var body = new ByteArrayInputStream(HexFormat.of().parseHex(hex));
    assertThat(texts(thrown(() -> binder.read(body))))
        .containsExactly(
            "body: is not UTF-8: what begins with the byte %s at %s is no character"
                .formatted(octet, place));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE"})
  void readsTheEncodingsOfUnicodeWithAndWithoutAByteOrderMark(String encoding) {
    for (String text : List.of("[\"é😀\"]", "\uFEFF[\"é😀\"]")) {
      var body = new ByteArrayInputStream(text.getBytes(Charset.forName(encoding)));
      assertThat(binder.read(body)).hasToString("[\"é😀\"]");
    }
  }

  private String notJson(String json) {
    Refusal refusal = thrown(() -> binder.read(bytes(json)));
    return String.valueOf(refusal.getMessage());
  }

  private List<String> errors(String json) {
    return texts(refused(json, TrainingSpec.class, "training"));
  }

  private Refusal refused(String json, Class<?> type, String at) {
    var tree = binder.read(bytes(json));
    return thrown(() -> binder.bind(tree, type, at));
  }

  private <T> T bind(String json, Class<T> type) {
    return binder.bind(binder.read(bytes(json)), type);
  }

  private static InputStream bytes(String json) {
    return new ByteArrayInputStream(json.getBytes(UTF_8));
  }

  private static Refusal thrown(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return Objects.requireNonNull(catchThrowableOfType(Refusal.class, call));
  }

  private static List<String> texts(Refusal refusal) {
    return refusal.errors().stream().map(WrongField::toString).toList();
  }
}
