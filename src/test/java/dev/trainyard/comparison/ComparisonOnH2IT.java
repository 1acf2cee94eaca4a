package dev.trainyard.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.engine.Predictions;
import dev.trainyard.experiment.Evidence;
import dev.trainyard.experiment.OnH2;
import dev.trainyard.experiment.ScoredImages;
import dev.trainyard.experiment.ServiceTest;
import dev.trainyard.statistics.McNemar;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.imageio.ImageIO;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;

/** Experiments trained for real, beside each other. */
@OnH2
@NullUnmarked
class ComparisonOnH2IT extends ServiceTest {
  private static final String HOLDOUT = ",\"validation\":{\"source\":\"holdout\",\"fraction\":0.3}";
  private static final String SWEEP = ",\"sweep\":{\"training.l2\":[0.00001,0.1]}";

  @Autowired Evidence evidence;

  @Test
  void putsTheCellsOfAllExperimentsBesideEachOther() {
    long plain = train("plain", 3, "", 3, "");
    long swept = train("decay", 2, "", 3, SWEEP);

    JsonNode all = body("/comparisons?experiments=%d,%d".formatted(swept, plain));

    JsonNode cells = all.path("cells");
    assertThat(cells.valueStream().map(cell -> cell.path("label").asString()))
        .containsExactly(
            swept + ": decay, l2 = 10⁻⁵", swept + ": decay, l2 = 0.1", plain + ": plain");
    JsonNode sweep = body("/experiments/%d/sweep".formatted(swept)).path("cells");
    for (int cell = 0; cell < 2; cell++) {
      for (String figure : List.of("best", "final", "parameters")) {
        assertThat(cells.path(cell).path(figure)).isEqualTo(sweep.path(cell).path(figure));
      }
    }
    JsonNode last = cells.path(2).at("/curve/validation/epochs/2");
    assertThat(last).isEqualTo(cells.path(2).path("final")).isEqualTo(cells.path(2).path("test"));
    JsonNode pairs = all.path("pairs");
    assertThat(pairs.size()).isEqualTo(3);
    JsonNode gap = sweep.findParent("otherSeeds");
    assertThat(pairs.at("/0/otherSeeds/p").asDouble())
        .isEqualTo(gap.at("/otherSeeds/p").asDouble());
    for (JsonNode pair : pairs) {
      assertThat(pair.path("test").asString()).isEqualTo("paired-seeds");
      assertThat(pair.path("difference").asDouble())
          .isCloseTo(
              mean(cells, pair.path("one")) - mean(cells, pair.path("other")), within(1e-12));
    }
  }

  @Test
  void comparesTwoTrialsAsMcNemarDoes() throws InterruptedException {
    long one = train("one", 1, "", 2, "");
    long other = train("other", 4, "", 1, "");

    JsonNode pair =
        body("/comparisons?experiments=%d,%d&trials=%1$d/2".formatted(one, other)).at("/pairs/0");

    Predictions first = evidence.predictions(one, 2, ScoredImages.TEST, null);
    Predictions second = evidence.predictions(other, 1, ScoredImages.TEST, null);
    McNemar counts = McNemar.of(first.right(), second.right());
    assertThat(pair.path("test").asString()).isEqualTo("networks");
    assertThat(pair.path("basis").asString())
        .isEqualTo("one network each: trials %d/2 and %d/1".formatted(one, other));
    assertThat(pair.at("/images/gained").asInt()).isEqualTo(counts.gained());
    assertThat(pair.at("/images/lost").asInt()).isEqualTo(counts.lost());
    assertThat(pair.at("/otherImages/p").asDouble()).isEqualTo(counts.p());
  }

  @Test
  void comparesOnTheTestSplitWhateverTheTrialsWereValidatedOn() {
    long plain = train("plain", 2, "", 2, "");
    long heldOut = train("held out", 2, HOLDOUT, 2, "");
    String both = "/comparisons?experiments=%d,%d".formatted(plain, heldOut);

    JsonNode accuracies = body(both);
    JsonNode losses = body(both + "&metric=loss");

    JsonNode trial = body("/experiments/%d/trials/2".formatted(heldOut));
    assertThat(accuracies.at("/cells/1/test/values/1")).isEqualTo(trial.at("/test/accuracy"));
    assertThat(losses.at("/cells/1/test/values/1")).isEqualTo(trial.at("/test/loss"));
    assertThat(losses.at("/cells/0/test")).isEqualTo(losses.at("/cells/0/final"));
    assertThat(accuracies.at("/pairs/0/otherImages/p").isNumber()).isTrue();
    assertThat(losses.at("/pairs/0/otherSeeds/p").isNumber()).isTrue();
    assertThat(losses.at("/pairs/0/reason").asString()).startsWith("other images: only accuracies");
    assertThat(text(both.replace("?", ".svg?"), "image/svg+xml"))
        .contains("not all are validated on the same images");
  }

  @Test
  void drawsAndTabulatesAllOfIt() throws IOException {
    long one = train("one", 3, "", 2, "");
    long other = train("other, \"quoted\"", 2, "", 2, "");
    String query = "?experiments=%d,%d".formatted(one, other);

    byte[] png =
        service.get("/comparisons.png" + query + "&width=640", "image/png", byte[].class).getBody();
    assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(640);
    assertThat(text("/comparisons" + query, "image/svg+xml"))
        .startsWith("<svg")
        .contains("Experiments %d and %d on mnist".formatted(one, other), one + ": one");
    assertThat(text("/comparisons" + query, "text/csv").lines())
        .hasSize(3)
        .first()
        .isEqualTo(
            "cell,experiment,name,dataset,trials,count,validation,validationImages,bestMean,bestStandardDeviation,finalMean,finalStandardDeviation,testMean,testStandardDeviation,label");
    assertThat(text("/comparisons.csv" + query + "&table=pairs", "*/*").lines())
        .hasSize(2)
        .last()
        .asString()
        .startsWith("1,2,")
        .contains("paired-seeds,\"2 replicates each, paired by their seeds\"");
    assertThat(text("/comparisons.csv" + query + "&table=curves", "*/*").lines())
        .hasSize(1 + 3 + 2);
  }

  @Test
  void showsWhatThereIsOfTrialsThatStillRun() {
    long done = train("done", 2, "", 1, "");
    engines.followTheScript();
    engine.holdInEpoch(2);
    long running = submit("running", 2, "", 1, "");
    awaitEpochs("/experiments/" + running, 1);
    String query = "?experiments=%d,%d".formatted(done, running);

    JsonNode comparison = body("/comparisons" + query);

    assertThat(comparison.at("/cells/1/curve/validation/epochs").size()).isEqualTo(1);
    assertThat(comparison.at("/cells/1/final").isNull()).isTrue();
    assertThat(comparison.at("/pairs/0/reason").asString())
        .isEqualTo("cell 2 has 0 of 1 trial completed (1 running)");
    assertThat(text("/comparisons.svg" + query, "*/*"))
        .contains("running: trial %d/1".formatted(running));
  }

  @Test
  void refusesWhatThereIsNotWithARemedy() {
    long one = train("one", 1, "", 1, "");

    refuses("", 400, "experiments: is missing; name ids with commas between them");
    refuses("?experiments=" + one, 400, "name another experiment");
    refuses("?experiments=%d,%1$d".formatted(one), 400, "names %d twice".formatted(one));
    refuses("?experiments=%d,999999".formatted(one), 404, "there is no experiment 999999");
    refuses(
        "?experiments=%d&trials=%1$d/7".formatted(one),
        404,
        "experiment %d has no trial 7".formatted(one));
    refuses(
        "?experiments=%d&table=cell".formatted(one), 400, "must be one of [cells, curves, pairs]");
    refuses(".gif?experiments=%d".formatted(one), 400, "must be one of [csv, json, png, svg]");
  }

  private void refuses(String query, int status, String detail) {
    ResponseEntity<JsonNode> answer = get("/comparisons" + query);
    assertThat(answer.getStatusCode().value()).as("%s: %s", query, answer).isEqualTo(status);
    assertThat(answer.getBody().path("detail").asString()).contains(detail);
  }

  private static double mean(JsonNode cells, JsonNode number) {
    return cells.path(number.asInt() - 1).at("/test/mean").asDouble();
  }

  private String text(String path, String accept) {
    return new String(service.get(path, accept, byte[].class).getBody(), StandardCharsets.UTF_8);
  }

  private long train(String name, int epochs, String training, int replicates, String more) {
    engines.trainForReal();
    long id = submit(name, epochs, training, replicates, more);
    awaitStatus("/experiments/" + id, "COMPLETED");
    return id;
  }

  private long submit(String name, int epochs, String training, int replicates, String more) {
    String written = name.replace("\"", "\\\"");
    String path =
        submit(
            """
            {"name":"%s","network":{"layers":[{"type":"flatten"},{"type":"dense","units":6,"activation":"relu"},
              {"type":"dense","units":10,"activation":"softmax"}]},
             "training":{"epochs":%d,"batchSize":8%s},"replicates":%d%s}"""
                .formatted(written, epochs, training, replicates, more));
    return Long.parseLong(path.split("/", -1)[2]);
  }
}
