package dev.trainyard;

import static java.util.Comparator.reverseOrder;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.dataset.TestFashion;
import dev.trainyard.dataset.TestMnist;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;

/** The story of the README: one request, a real network, real digits, numbers and a picture. */
@NullUnmarked
class EndToEndIT extends ServiceOnRealDigits {

  @Test
  void learnsRealDigitsFromOneRequest() throws IOException {
    ResponseEntity<JsonNode> accepted =
        post("{\"network\":\"baseline\",\"training\":{\"epochs\":3}}");
    assertThat(accepted.getStatusCode().value()).isEqualTo(202);
    String experiment = accepted.getHeaders().getLocation().getPath();
    assertThat(experiment).isEqualTo("/experiments/" + accepted.getBody().path("id"));

    awaitEnd(experiment, "COMPLETED");

    JsonNode curves = service.read(experiment + "/curves");
    JsonNode epochs = curves.path("trials").path(0).path("epochs");
    assertThat(numbers(epochs, "epoch")).containsExactly(1.0, 2.0, 3.0);
    List<Double> accuracy = numbers(epochs, "validationAccuracy");
    assertThat(accuracy.getFirst()).isBetween(0.88, 0.95);
    assertThat(accuracy.getLast()).isBetween(0.94, 0.97);
    assertThat(numbers(epochs, "trainLoss")).isSortedAccordingTo(reverseOrder());

    ResponseEntity<byte[]> picture = get(experiment + "/curves.png");
    assertThat(picture.getHeaders().getContentType()).isEqualTo(MediaType.IMAGE_PNG);
    assertThat(ImageIO.read(new ByteArrayInputStream(picture.getBody())).getWidth()).isEqualTo(800);
  }

  @Test
  void learnsFashionToo() throws IOException {
    TestFashion.directory();
    String experiment =
        submit(
            """
            {"dataset":"fashion-mnist","network":"baseline","training":{"epochs":3}}""");

    JsonNode done = awaitEnd(experiment, "COMPLETED");

    assertThat(done.at("/trials/0/final/validationAccuracy").asDouble()).isBetween(0.78, 0.88);
    JsonNode fashion = service.read("/datasets/fashion-mnist");
    assertThat(fashion.at("/classes/9").asString()).isEqualTo("Ankle boot");
    assertThat(fashion.at("/train/classBalance/9/count").asInt()).isEqualTo(6_000);
    assertThat(fashion.at("/train/largestToSmallest").asDouble()).isEqualTo(1);
  }

  @Test
  void handsOutAModelThatPlainDl4jOpensAndThatScoresAsTheCurveSays() throws IOException {
    String experiment =
        submit(
            """
            {"network":"baseline","training":{"epochs":1,"optimizer":{"type":"adam"}}}""");
    JsonNode done = awaitEnd(experiment, "COMPLETED");
    double accuracy = done.at("/trials/0/final/validationAccuracy").asDouble();

    ResponseEntity<byte[]> zip = get(experiment + "/trials/1/model");

    assertThat(zip.getHeaders().getContentType()).hasToString("application/zip");
    assertThat(zip.getHeaders().getContentDisposition().getFilename())
        .isEqualTo("experiment-%s-trial-1.zip".formatted(done.path("id")));
    MultiLayerNetwork network =
        ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(zip.getBody()), true);
    assertThat(accuracy(network, TestMnist.dataset().test())).isEqualTo(accuracy, within(0.0002));
    assertThat(get(experiment + "/trials/2/model").getStatusCode().value()).isEqualTo(404);
  }

  @Test
  void handsTheNetworkOutAsWhatIsAskedFor() {
    String experiment =
        submit(
            """
            {"name":"\\" + exit() # \\\\u000a","network":"baseline","training":{"epochs":1}}""");
    String id = awaitEnd(experiment, "COMPLETED").path("id").asString();
    String model = experiment + "/trials/1/model";
    String file = "experiment-%s-trial-1".formatted(id);

    assertFile(get(model + "?format=dl4j-zip"), "application/zip", file + ".zip", "PK");
    ResponseEntity<byte[]> onnx = get(model + "?format=onnx");
    assertFile(onnx, "application/onnx", file + ".onnx", "probabilities", "Gemm");
    ResponseEntity<byte[]> weights = get(model + "?format=safetensors");
    assertFile(weights, "application/safetensors", file + ".safetensors", "dense_3/kernel");
    assertFile(
        get(model + "?format=keras"),
        "text/x-python;charset=UTF-8",
        file + ".py",
        "    \"title\": \"Experiment %s: \\\" + exit() # \\\\u000a (baseline on mnist)\","
            .formatted(id));
    assertFile(
        get(model + "?format=dl4j"),
        "text/x-java-source;charset=UTF-8",
        "Experiment%sTrial1.java".formatted(id),
        "TITLE = \"Experiment %s: \\\" + exit() # \\\\u000a (baseline on mnist)\";".formatted(id));
    assertThat(service.get(model, "application/onnx", byte[].class).getBody())
        .isEqualTo(onnx.getBody());
    assertThat(
            service
                .get(model, "application/zip;q=0.5, application/safetensors", byte[].class)
                .getBody())
        .isEqualTo(weights.getBody());
    assertThat(get(model + "?format=pickle").getStatusCode().value()).isEqualTo(400);
  }

  private static void assertFile(
      ResponseEntity<byte[]> answer, String type, String name, String... inside) {
    assertThat(answer.getStatusCode().value()).isEqualTo(200);
    assertThat(answer.getHeaders().getContentType()).hasToString(type);
    assertThat(answer.getHeaders().getContentDisposition().getFilename()).isEqualTo(name);
    assertThat(new String(answer.getBody(), StandardCharsets.ISO_8859_1)).contains(inside);
  }

  private static double accuracy(MultiLayerNetwork network, LabelledImages images) {
    float[] pixels = new float[images.pixels().length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (images.pixels()[i] & 0xff) / 255f;
    }
    long[] shape = {images.count(), 1, images.height(), images.width()};
    int[] guesses = network.predict(Nd4j.create(pixels, shape, 'c'));
    return IntStream.range(0, guesses.length).filter(i -> guesses[i] == images.label(i)).count()
        / (double) guesses.length;
  }

  @Test
  void answersWhileItTrains() {
    String experiment = submit("{\"network\":\"baseline\",\"training\":{\"epochs\":200}}");
    await()
        .atMost(1, MINUTES)
        .until(() -> service.read(experiment).at("/progress/epochsCompleted").asInt() > 0);

    assertThat(get(experiment + "/curves").getStatusCode().value()).isEqualTo(200);
    assertThat(get(experiment + "/curves.png").getStatusCode().value()).isEqualTo(200);
    assertThat(get("/swagger-ui/index.html").getStatusCode().value()).isEqualTo(200);
    assertThat(service.read(experiment).path("status").asString()).isEqualTo("RUNNING");

    assertThat(service.call(HttpMethod.DELETE, experiment, "").getStatusCode().value())
        .isEqualTo(204);
    assertThat(get(experiment).getStatusCode().value()).isEqualTo(404);
  }

  @Test
  void saysWhyATrainingFailed() {
    String experiment =
        submit(
            """
            {"network":"baseline","training":{"epochs":2,
             "optimizer":{"type":"sgd","learningRate":100000}}}""");

    awaitEnd(experiment, "FAILED");

    assertThat(service.read(experiment + "/trials/1").path("reason").asString())
        .contains("learning rate");
  }

  private String submit(String request) {
    return post(request).getHeaders().getLocation().getPath();
  }

  private ResponseEntity<JsonNode> post(String request) {
    return service.call(HttpMethod.POST, "/experiments", request);
  }

  private ResponseEntity<byte[]> get(String path) {
    return service.get(path, "*/*", byte[].class);
  }

  private JsonNode awaitEnd(String experiment, String status) {
    return await()
        .atMost(3, MINUTES)
        .until(() -> service.read(experiment), now -> now.path("status").asString().equals(status));
  }

  private static List<Double> numbers(JsonNode epochs, String figure) {
    return epochs.valueStream().map(epoch -> epoch.path(figure).asDouble()).toList();
  }
}
