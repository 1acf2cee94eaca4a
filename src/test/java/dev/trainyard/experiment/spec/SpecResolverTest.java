package dev.trainyard.experiment.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.catalog.Preset;
import dev.trainyard.catalog.Presets;
import dev.trainyard.dataset.DatasetStore;
import dev.trainyard.engine.Engines;
import dev.trainyard.engine.cuda.CudaEngine;
import dev.trainyard.engine.cuda.driver.CudaSettings;
import dev.trainyard.engine.registry.TrainingEngines;
import dev.trainyard.experiment.ExperimentRequest;
import dev.trainyard.refusal.Refusal;
import dev.trainyard.training.LearningRate;
import dev.trainyard.web.StrictReading;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
class SpecResolverTest {
  @TempDir Path temp;

  /** Its last replicate would have a seed that is far below 0. */
  @Test
  void refusesASeedThatReplicatesWouldTakeBeyondTheLargestNumber() {
    assertThatThrownBy(() -> seed("9223372036854775806", 3))
        .isInstanceOf(Refusal.class)
        .hasMessage(
            "training.seed: must be at most 9223372036854775805 with 3 replicates, since replicate r"
                + " has this seed + r - 1");
    assertThat(seed("9223372036854775805", 3)).isEqualTo(Long.MAX_VALUE - 2);
    assertThat(seed("9223372036854775807", 1)).isEqualTo(Long.MAX_VALUE);
    assertThat(seed("-9223372036854775808", 3)).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void laysOutTheLearningRateOfEveryMiniBatchOfAShortTraining() {
    LearningRates rates =
        rates(
            """
            {"network": "baseline", "training": {"epochs": 4, "batchSize": 20000,
             "optimizer": {"learningRate": 0.2}, "schedule": {"type": "cosine", "warmUpEpochs": 1}}}
            """);

    assertThat(rates.epochs()).isEqualTo(4);
    assertThat(rates.batches()).isEqualTo(3);
    assertThat(rates.points()).extracting(LearningRates.Point::step).containsExactly(upTo(12));
    assertThat(rates.points().getFirst().epochsDone()).isZero();
    // A third of the warm-up is done with the first mini-batch.
    assertThat(rates.points().getFirst().learningRate()).isCloseTo(0.2 / 3, within(1e-9));
    assertThat(rates.points().get(6).epochsDone()).isEqualTo(2);
    assertThat(rates.points().get(6).learningRate()).isCloseTo(0.1, within(1e-9));
  }

  @Test
  void laysOutSomeMiniBatchesOfALongTrainingTheFirstAndTheLastAmongThem() {
    LearningRates rates =
        rates(
            """
            {"network": "baseline", "training": {"epochs": 10000, "batchSize": 1,
             "schedule": {"type": "step", "everyEpochs": 5000},
             "validation": {"source": "holdout", "fraction": 0.5}}}
            """);

    assertThat(rates.batches()).isEqualTo(30_000);
    assertThat(rates.points()).hasSize(200);
    assertThat(rates.points().getFirst()).isEqualTo(new LearningRates.Point(1, 0, 0.1));
    assertThat(rates.points().getLast().step()).isEqualTo(300_000_000);
    assertThat(rates.points())
        .extracting(LearningRates.Point::learningRate)
        .filteredOn(rate -> rate == 0.05)
        .hasSize(100);
    assertThat(rates.points()).extracting(LearningRates.Point::step).isSorted();
  }

  @Test
  void laysOutWhatThePresetHasWhereTheRequestSaysNothingAndWhateverFits() {
    Preset preset = Presets.find("cnn-fast").orElseThrow();
    LearningRates rates = rates("{\"network\": \"cnn-fast\"}");
    assertThat(rates.epochs()).isEqualTo(preset.training().epochs());
    LearningRate own = LearningRate.of(preset.training(), rates.batches());
    assertThat(rates.points())
        .allSatisfy(point -> assertThat(point.learningRate()).isEqualTo(own.at(point.step())));

    assertThat(
            rates(
                    "{\"network\": {\"layers\": [{\"type\": \"dense\", \"units\": 3}]}, \"training\": {\"epochs\": 1, \"batchSize\": 60000}}")
                .points())
        .hasSize(1);
  }

  @Test
  void namesWhatIsWrongWithATrainingWhoseLearningRatesAreAskedFor() {
    for (var wrong :
        Map.of(
                "training.schedule.warmUpEpochs", "{\"schedule\": {\"warmUpEpochs\": -1}}",
                "training.epochs", "{\"epochs\": 0}",
                "training.batchSize", "{\"batchSize\": 0}",
                "training.optimizer.learningRate", "{\"optimizer\": {\"learningRate\": 0}}",
                "training.schedule", "{\"schedule\": {\"type\": \"zigzag\"}}")
            .entrySet()) {
      assertThatThrownBy(
              () ->
                  rates(
                      "{\"network\": \"baseline\", \"training\": %s}".formatted(wrong.getValue())))
          .hasMessageContaining(wrong.getKey() + ": ");
    }
    assertThatThrownBy(() -> rates("{\"network\": \"nope\"}")).hasMessageContaining("network: ");
  }

  private static Long[] upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toArray(Long[]::new);
  }

  private LearningRates rates(String request) {
    return resolver()
        .learningRates(StrictReading.json().readValue(request, ExperimentRequest.class));
  }

  private long seed(String seed, int replicates) {
    String request =
        """
        {"network": "baseline", "training": {"seed": %s}, "replicates": %d}
        """
            .formatted(seed, replicates);
    return resolver()
        .resolve(StrictReading.json().readValue(request, ExperimentRequest.class))
        .spec()
        .training()
        .seed();
  }

  private SpecResolver resolver() {
    return new SpecResolver(
        new Datasets(new DatasetStore(temp, List.of())),
        new TrainingDefaults(StrictReading.json()),
        StrictReading.binder(),
        new Grid(
            new CellSpecs(StrictReading.json(), StrictReading.binder()),
            new Engines(TrainingEngines.all(new CudaEngine(CudaSettings.DEFAULTS)))),
        CellLimits.none());
  }
}
