package dev.trainyard.experiment.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.catalog.NetworkChoice;
import dev.trainyard.catalog.Presets;
import dev.trainyard.dataset.BuiltInDatasets;
import dev.trainyard.dataset.DatasetStore;
import dev.trainyard.experiment.ExperimentSpec;
import dev.trainyard.experiment.ExperimentView;
import dev.trainyard.experiment.spec.GridCell;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.util.ReflectionTestUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@NullUnmarked
class SummariesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int TRIALS = 1000;

  @TempDir Path temp;

  @Test
  void readsAnExperimentsSpecOnceHoweverManyTrialsItHas() {
    AtomicInteger reads = new AtomicInteger();
    JsonColumn.OfSpec specs =
        new JsonColumn.OfSpec(JSON) {
          @Override
          ExperimentSpec read(JsonNode stored) {
            reads.incrementAndGet();
            return super.read(stored);
          }
        };
    Experiment experiment = experiment(specs);
    // Without a way to put a trial's own spec together: none may be needed.
    Summaries summaries =
        new Summaries(
            new StoredSpecs(null),
            new Datasets(new DatasetStore(temp, List.of())),
            Clock.systemUTC());

    ExperimentView view = summaries.experiment(experiment, trials(), Highlights.of(List.of()));

    assertThat(view.trials()).hasSize(TRIALS);
    assertThat(view.trials().getLast().validation().images()).isEqualTo(10_000);
    assertThat(reads.get()).isEqualTo(1);
  }

  private static Experiment experiment(JsonColumn.OfSpec specs) {
    ExperimentSpec spec =
        new ExperimentSpec(
            "many",
            "mnist",
            NetworkChoice.named("baseline"),
            Presets.DEFAULT_TRAINING,
            Map.of(),
            null,
            TRIALS,
            null,
            0);
    Experiment experiment =
        new Experiment(
            specs.of(spec),
            new JsonColumn.OfLayers(JSON).of(NetworkChoice.named("baseline").spec()),
            Instant.EPOCH);
    ReflectionTestUtils.setField(experiment, "id", 1L);
    return experiment;
  }

  private static List<Trial> trials() {
    GridCell cell =
        new GridCell(
            Map.of(),
            Datasets.fit(NetworkChoice.named("baseline").spec(), BuiltInDatasets.MNIST),
            Presets.DEFAULT_TRAINING);
    var parameters = new JsonColumn.OfParameters(JSON).of(Map.of());
    return IntStream.rangeClosed(1, TRIALS)
        .mapToObj(
            number -> {
              Trial trial = new Trial(1, number, number, cell, parameters);
              ReflectionTestUtils.setField(trial, "id", (long) number);
              return trial;
            })
        .toList();
  }
}
