package dev.trainyard.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.engine.TrainingFailed;
import dev.trainyard.experiment.OnH2;
import dev.trainyard.experiment.ServiceTest;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;

/** What a sweep's parameters explain, while it trains, after a failure and when it is complete. */
@OnH2
@NullUnmarked
class EffectsIT extends ServiceTest {
  private static final String SWEEP =
      """
      {"network":"baseline","training":{"epochs":2},"replicates":3,
       "sweep":{"training.l2":[0.1,0.2],"training.batchSize":[8,16]}}
      """;

  @Test
  void refusesAGridOfWhichNothingIsCompletedAndAnswersWhenItIs() {
    engine.holdInEpoch(2);
    String experiment = submit(SWEEP);
    awaitEpochs(experiment, 2);

    ResponseEntity<JsonNode> early = get(experiment + "/effects");
    assertThat(early.getStatusCode().value()).isEqualTo(409);
    assertThat(early.getBody().path("detail").asString())
        .contains("no replicate that is completed in all of its 4 cells", "ask again when");

    engine.release();
    awaitStatus(experiment, "COMPLETED");
    JsonNode effects = body(experiment + "/effects");
    assertThat(effects.path("replicates").size()).isEqualTo(3);
    assertThat(effects.path("parameters").size()).isEqualTo(2);
    // The script knows seeds only.
    assertThat(effects.at("/seeds/share").asDouble()).isEqualTo(1);
    assertThat(effects.at("/parameters/0/effect/adjustedP").asDouble()).isEqualTo(1);
    assertThat(effects.at("/parameters/0/effect/f").asDouble()).isZero();
    assertThat(effects.at("/seeds/f").isNull()).isTrue();
  }

  @Test
  void goesOnWithTheReplicatesThatEveryCellHas() {
    engine.play(
        (plan, epoch, batch) -> {
          if (plan.training().l2() == 0.2 && plan.training().seed() == 2) {
            throw new TrainingFailed("it went wrong");
          }
        });
    String experiment = submit(SWEEP);
    awaitStatus(experiment, "FAILED");

    JsonNode effects = body(experiment + "/effects?metric=loss&figure=final");
    assertThat(effects.path("replicates").valueStream().map(JsonNode::asInt)).containsExactly(1, 3);
    assertThat(effects.path("missing").size()).isEqualTo(2);
    assertThat(effects.at("/missing/0/status").asString()).isEqualTo("FAILED");
    assertThat(effects.at("/notes/0").asString())
        .isEqualTo("2 trials have no figure, so in all cells only replicates 1, 3 count");
  }
}
