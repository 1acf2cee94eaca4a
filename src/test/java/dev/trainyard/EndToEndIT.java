package dev.trainyard;

import static java.util.Comparator.reverseOrder;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.dataset.TestMnist;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The story of the README: one request, a real network, real digits, numbers and a picture. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class EndToEndIT {

  @TempDir static Path data;

  @DynamicPropertySource
  static void ownDirectory(DynamicPropertyRegistry properties) {
    properties.add("trainyard.data-dir", data::toString);
    properties.add("trainyard.datasets.directory", TestMnist.directory()::toString);
  }

  @LocalServerPort int port;

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void learnsRealDigitsFromOneRequest() throws Exception {
    HttpResponse<byte[]> accepted =
        post("/experiments", "{\"network\":\"baseline\",\"training\":{\"epochs\":3}}");
    assertThat(accepted.statusCode()).isEqualTo(202);
    String location = accepted.headers().firstValue("Location").orElseThrow();
    int id = json(accepted).read("$.id");
    assertThat(location).endsWith("/experiments/" + id);

    awaitEnd(id, "COMPLETED");

    DocumentContext curves = json(get("/experiments/" + id + "/curves", "application/json"));
    assertThat(curves.<List<Integer>>read("$.trials[0].epochs[*].epoch")).containsExactly(1, 2, 3);
    List<Double> accuracy = curves.read("$.trials[0].epochs[*].validationAccuracy");
    assertThat(accuracy.getFirst()).isBetween(0.88, 0.95);
    assertThat(accuracy.getLast()).isBetween(0.94, 0.97);
    List<Number> loss = curves.read("$.trials[0].epochs[*].trainLoss");
    assertThat(loss.stream().map(Number::doubleValue)).isSortedAccordingTo(reverseOrder());

    HttpResponse<byte[]> picture = get("/experiments/" + id + "/curves.png", "*/*");
    assertThat(picture.headers().firstValue("Content-Type")).hasValue("image/png");
    assertThat(ImageIO.read(new ByteArrayInputStream(picture.body())).getWidth()).isEqualTo(800);
  }

  @Test
  void handsOutAModelThatPlainDl4jOpensAndThatScoresAsTheCurveSays() throws Exception {
    int id =
        json(post(
                "/experiments",
                """
                {"network":"baseline","training":{"epochs":1,"optimizer":{"type":"adam"}}}"""))
            .read("$.id");
    awaitEnd(id, "COMPLETED");
    double accuracy =
        json(get("/experiments/" + id, "*/*")).read("$.trials[0].final.validationAccuracy");

    HttpResponse<byte[]> zip = get("/experiments/" + id + "/trials/1/model", "*/*");

    assertThat(zip.headers().firstValue("Content-Type")).hasValue("application/zip");
    assertThat(zip.headers().firstValue("Content-Disposition").orElseThrow())
        .contains("experiment-" + id + "-trial-1.zip");
    MultiLayerNetwork network =
        ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(zip.body()), true);
    assertThat(accuracy(network, TestMnist.dataset().test())).isEqualTo(accuracy, within(0.0002));
    assertThat(get("/experiments/" + id + "/trials/2/model", "*/*").statusCode()).isEqualTo(404);
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
  void answersWhileItTrains() throws Exception {
    int id =
        json(post("/experiments", "{\"network\":\"baseline\",\"training\":{\"epochs\":200}}"))
            .read("$.id");
    await()
        .atMost(1, MINUTES)
        .until(
            () ->
                json(get("/experiments/" + id, "*/*")).<Integer>read("$.progress.epochsCompleted")
                    > 0);

    assertThat(get("/experiments/" + id + "/curves", "application/json").statusCode())
        .isEqualTo(200);
    assertThat(get("/experiments/" + id + "/curves.png", "*/*").statusCode()).isEqualTo(200);
    assertThat(get("/swagger-ui/index.html", "text/html").statusCode()).isEqualTo(200);
    assertThat(json(get("/experiments/" + id, "*/*")).<String>read("$.status"))
        .isEqualTo("RUNNING");

    assertThat(send("DELETE", "/experiments/" + id).statusCode()).isEqualTo(204);
    assertThat(get("/experiments/" + id, "*/*").statusCode()).isEqualTo(404);
  }

  @Test
  void saysWhyATrainingFailed() throws Exception {
    int id =
        json(post(
                "/experiments",
                """
                {"network":"baseline","training":{"epochs":2,
                 "optimizer":{"type":"sgd","learningRate":100000}}}"""))
            .read("$.id");

    awaitEnd(id, "FAILED");

    assertThat(json(get("/experiments/" + id + "/trials/1", "*/*")).<String>read("$.reason"))
        .contains("learning rate");
  }

  private void awaitEnd(int id, String status) {
    await()
        .atMost(3, MINUTES)
        .until(
            () -> json(get("/experiments/" + id, "*/*")).<String>read("$.status").equals(status));
  }

  private HttpResponse<byte[]> post(String path, String body) throws Exception {
    return exchange(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpResponse<byte[]> get(String path, String accept)
      throws IOException, InterruptedException {
    return exchange(request(path).header("Accept", accept));
  }

  private HttpResponse<byte[]> send(String method, String path) throws Exception {
    return exchange(request(path).method(method, HttpRequest.BodyPublishers.noBody()));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private HttpResponse<byte[]> exchange(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static DocumentContext json(HttpResponse<byte[]> response) {
    return JsonPath.parse(new ByteArrayInputStream(response.body()));
  }
}
