package dev.trainyard.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.Predictions;
import dev.trainyard.experiment.Evidence;
import dev.trainyard.experiment.ModelEpoch;
import dev.trainyard.experiment.OnH2;
import dev.trainyard.experiment.ScoredImages;
import dev.trainyard.experiment.ServiceTest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.imageio.ImageIO;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;

/** Networks trained for real, and where the service says that they err. */
@OnH2
@NullUnmarked
class EvaluationOnH2IT extends ServiceTest {
  private static final String REQUEST =
      """
      {"network":{"layers":[{"type":"flatten"},{"type":"dense","units":6,"activation":"relu"},
        {"type":"dense","units":10,"activation":"softmax"}]},
       "training":{"epochs":3,"batchSize":8%s},"replicates":2}""";

  private static final String HOLDOUT = ",\"validation\":{\"source\":\"holdout\",\"fraction\":0.3}";

  @Autowired Evidence evidence;

  @BeforeEach
  void trainForReal() {
    engines.trainForReal();
  }

  @Test
  void countsWhatTheNetworkSaid() throws InterruptedException {
    String trial = train("") + "/trials/1";
    Predictions said = evidence.predictions(id(trial), 1, ScoredImages.TEST, null);
    LabelledImages images = evidence.images(id(trial), 1, ScoredImages.TEST);

    JsonNode matrix = body(trial + "/confusion-matrix");

    int[][] counts = new int[10][10];
    for (int i = 0; i < said.count(); i++) {
      counts[images.label(i)][said.predicted(i)]++;
    }
    int sum = 0;
    int diagonal = 0;
    for (int label = 0; label < 10; label++) {
      for (int predicted = 0; predicted < 10; predicted++) {
        int count = matrix.path("matrix").path(label).path(predicted).asInt();
        assertThat(count).isEqualTo(counts[label][predicted]);
        sum += count;
        diagonal += label == predicted ? count : 0;
      }
    }
    assertThat(sum).isEqualTo(20).isEqualTo(matrix.path("count").asInt());
    assertThat(diagonal).isEqualTo(matrix.path("correct").asInt());
    assertThat(diagonal / 20.0).isEqualTo(finalEpoch(trial).path("validationAccuracy").asDouble());
  }

  @Test
  void scoresAsTheCurvesDo() {
    String trial = train("") + "/trials/2";

    JsonNode evaluation = body(trial + "/evaluation?epoch=last");

    JsonNode end = finalEpoch(trial);
    assertThat(evaluation.path("epoch").asInt()).isEqualTo(3);
    assertThat(evaluation.path("images").asString()).isEqualTo("test");
    assertThat(evaluation.at("/accuracy/value").asDouble())
        .isEqualTo(end.path("validationAccuracy").asDouble());
    assertThat(evaluation.path("logLoss").asDouble())
        .isCloseTo(end.path("validationLoss").asDouble(), within(1e-3));
    assertThat(evaluation.path("classes").size()).isEqualTo(10);
    assertThat(evaluation.at("/classes/7/class").asString()).isEqualTo("7");
    assertThat(evaluation.at("/calibration/bins/0/count").asInt()).isPositive();
  }

  @Test
  void evaluatesTheImagesThatWereHeldOut() {
    String trial = train(HOLDOUT) + "/trials/1";

    JsonNode evaluation = body(trial + "/evaluation?images=holdout&epoch=last");

    assertThat(evaluation.path("count").asInt()).isEqualTo(12);
    assertThat(evaluation.at("/accuracy/value").asDouble())
        .isEqualTo(finalEpoch(trial).path("validationAccuracy").asDouble());
    assertThat(body(trial + "/errors?images=holdout").path("images").asString())
        .isEqualTo("holdout");
  }

  @Test
  void showsEveryErrorOnceTheSurestFirst() {
    String trial = train("") + "/trials/1";
    JsonNode matrix = body(trial + "/confusion-matrix");
    int wrong = matrix.path("count").asInt() - matrix.path("correct").asInt();

    JsonNode errors = body(trial + "/errors?size=1000");

    assertThat(errors.path("totalItems").asInt()).isEqualTo(wrong).isPositive();
    assertThat(errors.path("items").valueStream().map(item -> item.path("image").asInt()))
        .hasSize(wrong)
        .doesNotHaveDuplicates();
    List<Double> confidences =
        errors.path("items").valueStream().map(item -> item.path("confidence").asDouble()).toList();
    assertThat(confidences).isSortedAccordingTo((one, other) -> Double.compare(other, one));
    JsonNode first = errors.at("/items/0");
    String pair =
        "?trueClass=%s&predicted=%s"
            .formatted(first.path("trueClass").asString(), first.path("predicted").asString());
    assertThat(body(trial + "/errors" + pair).path("items").path(0)).isEqualTo(first);
  }

  @Test
  void showsWhatAllNetworksMiss() {
    String experiment = train("");
    int all =
        body(experiment + "/errors?missedBy=all&size=1000")
            .path("items")
            .valueStream()
            .peek(item -> assertThat(item.path("missedBy").asInt()).isEqualTo(2))
            .toList()
            .size();

    JsonNode missed = body(experiment + "/errors?size=1");

    assertThat(missed.path("trials").asInt()).isEqualTo(2);
    assertThat(missed.at("/missedBy/2").asInt()).isEqualTo(all);
    assertThat(missed.path("totalItems").asInt()).isEqualTo(all + missed.at("/missedBy/1").asInt());
    int errors = 0;
    for (int trial = 1; trial <= 2; trial++) {
      errors += body(experiment + "/trials/" + trial + "/errors").path("totalItems").asInt();
    }
    assertThat(errors).isEqualTo(2 * all + missed.at("/missedBy/1").asInt());
  }

  @Test
  void drawsAndTabulatesAllOfIt() throws IOException {
    String experiment = train("");
    for (String path :
        List.of(
            "/trials/1/evaluation",
            "/trials/1/confusion-matrix",
            "/trials/1/errors",
            "/trials/1/activations",
            "/errors")) {
      byte[] png =
          service.get(experiment + path + ".png?width=640", "image/png", byte[].class).getBody();
      BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
      assertThat(picture.getWidth()).isEqualTo(640);
      String svg =
          new String(
              service.get(experiment + path, "image/svg+xml", byte[].class).getBody(),
              StandardCharsets.UTF_8);
      assertThat(svg).startsWith("<svg").contains("Experiment ");
      assertThat(svg.contains("<image ")).isEqualTo(path.matches(".*/(errors|activations)"));
      ResponseEntity<String> csv = service.get(experiment + path + ".csv", "*/*", String.class);
      assertThat(csv.getBody().lines().count()).isGreaterThan(2);
    }
  }

  @Test
  void drawsWhatTheFirstUnitsLookFor() throws IOException {
    String weights = train("") + "/trials/1/weights.png?width=500";
    byte[] png = service.get(weights, "image/png", byte[].class).getBody();
    assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(500);
  }

  @Test
  void looksAtTheLayersThatSayWhatIsKept() throws InterruptedException {
    String trial = train(HOLDOUT) + "/trials/1";
    for (ScoredImages images : ScoredImages.values()) {
      String split = images == ScoredImages.TEST ? "test" : "holdout";
      Predictions said = evidence.predictions(id(trial), 1, images, ModelEpoch.LAST);
      LabelledImages shown = evidence.images(id(trial), 1, images);

      JsonNode seen = body(trial + "/activations?epoch=last&image=5&images=" + split);

      assertThat(seen.path("epoch").asInt()).isEqualTo(3);
      assertThat(seen.path("images").asString()).isEqualTo(split);
      assertThat(seen.path("trueClass").asString()).isEqualTo(String.valueOf(shown.label(5)));
      int predicted = said.predicted(5);
      assertThat(seen.path("predicted").asString()).isEqualTo(String.valueOf(predicted));
      JsonNode output = seen.path("output");
      assertThat(output.path(predicted).path("probability").asDouble())
          .isEqualTo(seen.path("confidence").asDouble())
          .isCloseTo(said.confidence(5), within(1e-3));
      assertThat(output.path(shown.label(5)).path("probability").asDouble())
          .isCloseTo(said.truth(5), within(1e-3));
      assertThat(seen.at("/layers/0/units").size()).isEqualTo(6);
    }
  }

  @Test
  void refusesWhatThereIsNotWithARemedy() {
    String experiment = train("");
    String trial = experiment + "/trials/1";

    refuses(trial + "/evaluation?images=holdout", 400, "images: must be test");
    refuses(trial + "/errors?trueClass=cow", 400, "trueClass: must be one of [0, 1,");
    refuses(trial + "/errors?true=1", 400, "known are [epoch, height, images, page");
    refuses(
        trial + "/activations?image=20",
        400,
        "image: must be from 0 to 19: there are 20 test images");
    refuses(trial + "/activations.png?image=-1", 400, "image: must be from 0 to 19");
    refuses(trial + "/activations.png?images=holdout", 400, "images: must be test");
    refuses(trial + "/errors.png?size=101", 400, "size: must be at most 100");
    refuses(experiment + "/trials/3/confusion-matrix", 404, "has no trial 3");
    refuses("/experiments/999999/errors", 404, "no experiment 999999");

    engines.followTheScript();
    engine.holdInEpoch(1);
    String queued = submit(REQUEST.formatted(""));
    refuses(queued + "/trials/2/evaluation", 404, "has no model before its first epoch has ended");
    refuses(queued + "/trials/2/activations", 404, "has no model before its first epoch");
    refuses(queued + "/errors", 409, "");
  }

  private void refuses(String path, int status, String detail) {
    ResponseEntity<JsonNode> answer = get(path);
    assertThat(answer.getStatusCode().value()).as("%s: %s", path, answer).isEqualTo(status);
    assertThat(answer.getBody().path("detail").asString()).contains(detail);
  }

  private JsonNode finalEpoch(String trial) {
    return body(trial).path("final");
  }

  private String train(String training) {
    String experiment = submit(REQUEST.formatted(training));
    awaitStatus(experiment, "COMPLETED");
    return experiment;
  }

  private static long id(String path) {
    return Long.parseLong(path.split("/", -1)[2]);
  }
}
