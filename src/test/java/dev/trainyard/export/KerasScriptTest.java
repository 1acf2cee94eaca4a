package dev.trainyard.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.catalog.Presets;
import dev.trainyard.dataset.BuiltInDatasets;
import dev.trainyard.engine.TrainedModel;
import dev.trainyard.network.Activation;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Network.PlacedLayer;
import dev.trainyard.network.Padding;
import dev.trainyard.network.Shape;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@NullUnmarked
class KerasScriptTest {
  private static final Pattern LAYER =
      Pattern.compile(
          "^ +keras\\.layers\\.(\\w+)\\((.*), name=\"(\\w+)\"\\),$|^ +keras\\.layers\\.(\\w+)\\(name=\"(\\w+)\"\\),$");
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  /** What Keras makes of the layers, counted by its rules from the text alone. */
  private static final class Reader {
    private int[] shape = {28, 28, 1};

    private long parameters(String kind, String arguments) {
      return switch (kind) {
        case "Dense" -> dense(number(arguments, 0));
        case "Conv2D" -> convolution(arguments);
        case "MaxPooling2D", "AveragePooling2D" -> {
          int size = number(arguments, 0);
          slide(size, number(arguments, 1), arguments.contains("\"same\""), shape[2]);
          yield 0;
        }
        case "GlobalAveragePooling2D" -> {
          shape = new int[] {shape[2]};
          yield 0;
        }
        case "Flatten" -> {
          shape = new int[] {IntStream.of(shape).reduce(1, (a, b) -> a * b)};
          yield 0;
        }
        case "BatchNormalization" -> 4L * shape[shape.length - 1];
        case "Dropout", "Activation" -> 0;
        default -> throw new AssertionError(kind);
      };
    }

    private long dense(int units) {
      long count = (shape[0] + 1L) * units;
      shape = new int[] {units};
      return count;
    }

    private long convolution(String arguments) {
      int filters = number(arguments, 0);
      int kernel = number(arguments, 1);
      long count = ((long) kernel * kernel * shape[2] + 1) * filters;
      slide(kernel, number(arguments, 2), arguments.contains("padding=\"same\""), filters);
      return count;
    }

    private void slide(int window, int stride, boolean same, int channels) {
      shape =
          new int[] {
            side(shape[0], window, stride, same), side(shape[1], window, stride, same), channels
          };
    }

    private static int side(int length, int window, int stride, boolean same) {
      return same ? (length + stride - 1) / stride : (length - window) / stride + 1;
    }

    private static int number(String arguments, int place) {
      Matcher matcher = NUMBER.matcher(arguments);
      for (int i = 0; i <= place; i++) {
        assertThat(matcher.find()).isTrue();
      }
      return Integer.parseInt(matcher.group());
    }
  }

  static Stream<TrainedModel> models() {
    return Stream.concat(
        Presets.all().stream().map(Samples::of), IntStream.range(0, 200).mapToObj(Samples::random));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("models")
  void hasLayerByLayerAsManyParametersAsTheNetworkAndItsFile(TrainedModel model) {
    Map<String, Long> inFile =
        KerasTensors.of(model).stream()
            .collect(
                Collectors.groupingBy(
                    tensor -> tensor.name().substring(0, tensor.name().indexOf('/')),
                    Collectors.summingLong(tensor -> tensor.values().length)));
    Reader keras = new Reader();
    List<PlacedLayer> layers = model.network().layers();
    int index = 0;
    for (String line :
        (Iterable<String>) lines(KerasScript.of(model, Samples.origin(model)))::iterator) {
      Matcher layer = LAYER.matcher(line);
      if (layer.matches()) {
        String kind = layer.group(1) == null ? layer.group(4) : layer.group(1);
        String name = layer.group(1) == null ? layer.group(5) : layer.group(3);
        PlacedLayer placed = layers.get(index);
        assertThat(name).isEqualTo(LayerNames.of(placed));
        assertThat(keras.parameters(kind, layer.group(1) == null ? "" : layer.group(2)))
            .as(line)
            .isEqualTo(placed.parameters() + placed.statistics())
            .isEqualTo(inFile.getOrDefault(name, 0L));
        index++;
      }
    }
    assertThat(index).isEqualTo(layers.size());
  }

  /** Layers without a name are those that change images. */
  private static Stream<String> lines(String script) {
    return script.lines();
  }

  /** The service's classes come channel by channel there, whatever the engine. */
  @Test
  void putsChannelsFirstWhereFlattenedValuesAreTheClasses() {
    TrainedModel model =
        Samples.of(
            new Shape.Image(5, 1, 1),
            10,
            new Layer.Conv2d(2, 1, 1, Padding.VALID, Activation.LINEAR),
            new Layer.Flatten(),
            new Layer.Activate(Activation.SOFTMAX));
    byte[] pixels = {10, 60, 110, (byte) 160, (byte) 210};

    assertThat(KerasScript.of(model, Samples.origin(model)))
        .contains("keras.layers.Permute((3, 1, 2)),\n            keras.layers.Flatten(");
    float[] kernel = KerasTensors.of(model).getFirst().values(); // [1][1][1][filters]
    float[] bias = KerasTensors.of(model).getLast().values();
    double[] ours = new double[10];
    for (int i = 0; i < ours.length; i++) {
      ours[i] = Math.exp((pixels[i % 5] & 0xff) / 255.0 * kernel[i / 5] + bias[i / 5]);
    }
    double total = DoubleStream.of(ours).sum();
    assertThat(EngineAnswers.probabilities(model, pixels))
        .satisfies(
            said -> {
              for (int i = 0; i < ours.length; i++) {
                assertThat((double) said[i]).isCloseTo(ours[i] / total, within(1e-6));
              }
            });
  }

  @Test
  void keepsATitleWithinItsQuotes() {
    TrainedModel model = Samples.of(Presets.find("baseline").orElseThrow());
    String plain = KerasScript.of(model, Samples.origin(model, "plain", BuiltInDatasets.MNIST));

    String script =
        KerasScript.of(model, Samples.origin(model, Samples.HOSTILE, BuiltInDatasets.MNIST));

    assertThat(script.lines().filter(line -> !line.startsWith("    \"title\": ")))
        .containsExactlyElementsOf(
            plain.lines().filter(line -> !line.startsWith("    \"title\": ")).toList());
    assertThat(script)
        .contains(
            "    \"title\": \"\\\"\\\"\\\"' \\\\u000a \\\\\\\" */ // # {{ x }} {% y %} $(z) `id` \\u00e9 \\u4e2d \\U0001f600 \\u202e%s %n\\\\\",\n");
  }
}
