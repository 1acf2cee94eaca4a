package dev.trainyard.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.dataset.Composition;
import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.Cores;
import dev.trainyard.engine.Evaluation;
import dev.trainyard.engine.TrainedModel;
import dev.trainyard.experiment.ServiceTest;
import dev.trainyard.experiment.TrainedModels;
import dev.trainyard.refusal.Refusal;
import dev.trainyard.scoring.Robustness.ShiftScore;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Networks trained for real and scored on shifted images, whichever database is behind it. */
@NullUnmarked
abstract class RobustnessContract extends ServiceTest {
  private static final String REQUEST =
      """
      {"network":{"layers":[{"type":"flatten"},{"type":"dense","units":6,"activation":"relu"},
        {"type":"dense","units":10,"activation":"softmax"}]},
       "training":{"epochs":20,"batchSize":8},"replicates":2}""";

  @Autowired TrainedModels models;
  @Autowired ShiftScores scores;
  @Autowired Datasets datasets;
  @Autowired Cores cores;
  @Autowired RobustnessScorer scorer;

  @BeforeEach
  void trainForReal() {
    engines.trainForReal();
  }

  @Test
  void scoresWhatDl4jScoresOnTheSameShiftedImages() throws InterruptedException {
    String experiment = submit(REQUEST);
    awaitStatus(experiment, "COMPLETED");
    long id = Long.parseLong(experiment.replaceAll(".*/", ""));
    LabelledImages images = datasets.get("mnist").test();

    JsonNode answer = body(experiment + "/robustness");

    assertThat(answer.path("images").asInt()).isEqualTo(images.count());
    assertThat(answer.path("directions").asInt()).isEqualTo(8);
    assertThat(answer.path("trials").size()).isEqualTo(2);
    for (JsonNode trial : answer.path("trials")) {
      TrainedModel model = models.find(id, trial.path("trial").asInt(), null);
      assertThat(trial.path("epoch").asInt()).isEqualTo(20);
      assertThat(trial.path("shifts").size()).isEqualTo(5);
      for (JsonNode shift : trial.path("shifts")) {
        double[] expected = accuracies(model, images, shift.path("pixels").asInt());
        assertThat(shift.path("accuracy").asDouble())
            .isCloseTo(
                IntStream.range(0, 9)
                    .filter(i -> i != 4)
                    .mapToDouble(i -> expected[i])
                    .average()
                    .orElseThrow(),
                within(1e-12));
      }
    }
  }

  @Test
  void answersAgainWithWhatIsStored() {
    String experiment = submit(REQUEST);
    awaitStatus(experiment, "COMPLETED");
    JsonNode answer = body(experiment + "/robustness");
    assertThat(body(experiment + "/robustness")).isEqualTo(answer);

    long id = Long.parseLong(experiment.replaceAll(".*/", ""));
    jdbc.sql(
            "update shift_score set lowest = 0.0625 where pixels = 3 and trial_id in (select id from trial where experiment_id = ?)")
        .param(id)
        .update();

    assertThat(body(experiment + "/robustness").at("/trials/1/shifts/3/lowest").asDouble())
        .isEqualTo(0.0625);
  }

  @Test
  void refusesToScoreOnceTheServiceStops() throws InterruptedException {
    String experiment = submit(REQUEST);
    awaitStatus(experiment, "COMPLETED");
    long id = Long.parseLong(experiment.replaceAll(".*/", ""));
    RobustnessScorer stopped = new RobustnessScorer(models, scores, datasets, engines, cores);
    stopped.stop();

    assertThatThrownBy(() -> stopped.score(id))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.UNAVAILABLE));

    scorer.score(id);
    assertThat(stopped.score(id)).isEqualTo(scorer.score(id));
  }

  private double[] accuracies(TrainedModel model, LabelledImages images, int pixels) {
    return IntStream.range(0, 9)
        .mapToObj(
            i ->
                images.shifted(pixels * (i / 3 - 1), pixels * (i % 3 - 1), Composition.CENTRED_INK))
        .mapToDouble(
            moved ->
                Evaluation.of(engines.reference().probabilities(model, moved, () -> 1), moved)
                    .accuracy())
        .toArray();
  }

  @Test
  void takesTheSameScoresFromSeveralProcesses() throws InterruptedException, ExecutionException {
    String experiment = submit(REQUEST);
    awaitStatus(experiment, "COMPLETED");
    long trial =
        jdbc.sql("select min(id) from trial where experiment_id = ?")
            .param(Long.parseLong(experiment.replaceAll(".*/", "")))
            .query(Long.class)
            .single();
    List<ShiftScore> found = List.of(new ShiftScore(0, 0.75, 0.5), new ShiftScore(1, 0.5, 0.25));

    try (ExecutorService processes = Executors.newFixedThreadPool(4)) {
      List<Future<?>> writes =
          IntStream.range(0, 100)
              .<Future<?>>mapToObj(i -> processes.submit(() -> scores.replace(trial, 20, found)))
              .toList();
      for (Future<?> write : writes) {
        write.get();
      }
    }

    assertThat(scores.find(trial, 20)).isEqualTo(found);
  }

  @Test
  void refusesWhatHasNoModelYet() {
    assertThat(get("/experiments/999999/robustness").getStatusCode().value()).isEqualTo(404);
    String experiment = submit(REQUEST.replace("\"epochs\":20", "\"epochs\":10000"));
    assertThat(get(experiment + "/robustness").getStatusCode().value()).isEqualTo(409);
  }
}
