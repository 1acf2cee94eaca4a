package dev.trainyard.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.trainyard.engine.TrainedModel;
import dev.trainyard.network.Activation;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Padding;
import dev.trainyard.network.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@NullUnmarked
class KerasTensorsTest {
  private static final Shape.Image IMAGE = new Shape.Image(2, 3, 2);
  private static final int FILTERS = 2;
  private static final TrainedModel MODEL =
      Samples.of(
          IMAGE,
          3,
          new Layer.Conv2d(FILTERS, 1, 1, Padding.VALID, Activation.LINEAR),
          new Layer.Flatten(),
          new Layer.BatchNorm(0.9, 0.01),
          new Layer.Dense(3, Activation.SOFTMAX));
  private static final Map<String, Tensor> TENSORS =
      KerasTensors.of(MODEL).stream().collect(Collectors.toMap(Tensor::name, Function.identity()));

  @Test
  void namesAndShapesAreThoseOfKeras() {
    assertThat(KerasTensors.of(MODEL))
        .extracting(tensor -> tensor.name() + " " + tensor.shape())
        .containsExactly(
            "conv2d_0/kernel [1, 1, 2, 2]",
            "conv2d_0/bias [2]",
            "batch_norm_2/gamma [12]",
            "batch_norm_2/beta [12]",
            "batch_norm_2/moving_mean [12]",
            "batch_norm_2/moving_variance [12]",
            "dense_3/kernel [12, 3]",
            "dense_3/bias [3]");
  }

  /** What Keras would compute: pixel by pixel, channels last. */
  @Test
  void givesTheServicesAnswerWhenItIsComputedAsKerasDoes() {
    byte[] pixels = new byte[IMAGE.size()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (37 * i);
    }

    double[] logits = logits(pixels);

    float[] expected = EngineAnswers.probabilities(MODEL, pixels);
    double total = 0;
    for (double logit : logits) {
      total += Math.exp(logit);
    }
    for (int label = 0; label < logits.length; label++) {
      assertThat((float) (Math.exp(logits[label]) / total))
          .isEqualTo(expected[label], offset(1e-6f));
    }
  }

  private static double[] logits(byte[] pixels) {
    double[] vector = convolved(pixels);
    for (int i = 0; i < vector.length; i++) {
      double deviation = Math.sqrt(value("batch_norm_2/moving_variance", i) + 0.01);
      vector[i] =
          value("batch_norm_2/gamma", i)
                  * (vector[i] - value("batch_norm_2/moving_mean", i))
                  / deviation
              + value("batch_norm_2/beta", i);
    }
    double[] logits = new double[3];
    for (int label = 0; label < logits.length; label++) {
      logits[label] = value("dense_3/bias", label);
      for (int i = 0; i < vector.length; i++) {
        logits[label] += vector[i] * value("dense_3/kernel", i * logits.length + label);
      }
    }
    return logits;
  }

  /** A kernel of one pixel, [1][1][channels][filters]; flattened pixel by pixel. */
  private static double[] convolved(byte[] pixels) {
    int channels = IMAGE.channels();
    double[] vector = new double[IMAGE.height() * IMAGE.width() * FILTERS];
    for (int i = 0; i < vector.length; i++) {
      int filter = i % FILTERS;
      vector[i] = value("conv2d_0/bias", filter);
      for (int c = 0; c < channels; c++) {
        double pixel = (pixels[i / FILTERS * channels + c] & 0xff) / 255.0;
        vector[i] += pixel * value("conv2d_0/kernel", c * FILTERS + filter);
      }
    }
    return vector;
  }

  private static double value(String tensor, int place) {
    return TENSORS.get(tensor).values()[place];
  }

  @Test
  void standInAFileOneAfterTheOtherBehindTheirDescription() {
    List<Tensor> tensors = KerasTensors.of(MODEL);

    ByteBuffer file =
        ByteBuffer.wrap(Safetensors.bytes(tensors, Map.of("title", Samples.HOSTILE)))
            .order(ByteOrder.LITTLE_ENDIAN);

    int length = Math.toIntExact(file.getLong());
    assertThat(length % 8).isZero();
    byte[] text = new byte[length];
    file.get(text);
    JsonNode header = JsonMapper.shared().readTree(new String(text, StandardCharsets.UTF_8));
    assertThat(header.at("/__metadata__/title").asString()).isEqualTo(Samples.HOSTILE);
    int begin = file.position();
    int end = 0;
    for (Tensor tensor : tensors) {
      JsonNode facts = header.get(tensor.name());
      assertThat(facts.get("dtype").asString()).isEqualTo("F32");
      assertThat(facts.at("/data_offsets/0").asInt()).isEqualTo(end);
      end = facts.at("/data_offsets/1").asInt();
      float[] values = new float[tensor.values().length];
      file.asFloatBuffer().get(values);
      file.position(file.position() + Float.BYTES * values.length);
      assertThat(values).containsExactly(tensor.values());
      assertThat(file.position()).isEqualTo(begin + end);
    }
    assertThat(file.hasRemaining()).isFalse();
  }

  /** So that whoever compares two files by their checksums compares two networks. */
  @Test
  void areDescribedInTheSameOrderEachTime() {
    Tensor bias = new Tensor("dense_0/bias", List.of(2), new float[2]);

    String file =
        new String(
            Safetensors.bytes(List.of(bias), Map.of("title", "a")), StandardCharsets.ISO_8859_1);

    assertThat(file)
        .contains(
            "{\"__metadata__\":{\"title\":\"a\"},\"dense_0/bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}");
  }
}
