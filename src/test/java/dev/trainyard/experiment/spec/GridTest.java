package dev.trainyard.experiment.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import dev.trainyard.catalog.NetworkChoice;
import dev.trainyard.catalog.Presets;
import dev.trainyard.dataset.BuiltInDatasets;
import dev.trainyard.engine.Engines;
import dev.trainyard.engine.cuda.CudaEngine;
import dev.trainyard.engine.cuda.driver.CudaSettings;
import dev.trainyard.engine.dl4j.Dl4jEngine;
import dev.trainyard.engine.registry.TrainingEngines;
import dev.trainyard.experiment.ExperimentSpec;
import dev.trainyard.experiment.Halving;
import dev.trainyard.experiment.Search;
import dev.trainyard.network.NetworkSpec;
import dev.trainyard.refusal.Refusal;
import dev.trainyard.settings.Limits;
import dev.trainyard.training.Augmentation;
import dev.trainyard.training.EngineChoice;
import dev.trainyard.training.Optimizer;
import dev.trainyard.training.TrainingSpec;
import dev.trainyard.training.Validation;
import dev.trainyard.web.RequestBinder;
import dev.trainyard.web.StrictReading;
import jakarta.validation.Validator;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import tools.jackson.core.type.TypeReference;

@NullUnmarked
class GridTest {
  private static final NetworkSpec LAYERS = Presets.find("baseline").orElseThrow().network();
  private static final int MOST_TRIALS = 12;

  private static final CellLimits USUAL = limits(Map.of("trials", MOST_TRIALS));

  private final Grid grid =
      grid(new Engines(TrainingEngines.all(new CudaEngine(CudaSettings.DEFAULTS))));

  private static Grid grid(Engines engines) {
    return grid(engines, StrictReading.binder());
  }

  private static Grid grid(Engines engines, RequestBinder binder) {
    return new Grid(new CellSpecs(StrictReading.json(), binder), engines);
  }

  /** These limits, and the usual ones beside them. */
  private static CellLimits limits(Map<String, Object> some) {
    return new CellLimits(
        new Binder(new MapConfigurationPropertySource(some)).bindOrCreate("", Limits.class));
  }

  private static List<GridCell> cells(Grid grid, String sweep, int replicates) {
    return cells(grid, sweep, replicates, USUAL);
  }

  private static List<GridCell> cells(Grid grid, String sweep, int replicates, CellLimits limits) {
    return cells(grid, sweep, null, replicates, limits);
  }

  private static List<GridCell> cells(
      Grid grid, String sweep, @Nullable Search search, int replicates, CellLimits limits) {
    return cells(grid, Presets.DEFAULT_TRAINING, sweep, search, replicates, limits);
  }

  private static List<GridCell> cells(
      Grid grid,
      TrainingSpec training,
      String sweep,
      @Nullable Search search,
      int replicates,
      CellLimits limits) {
    ExperimentSpec spec =
        new ExperimentSpec(
            "a test",
            "mnist",
            NetworkChoice.named("baseline"),
            training,
            StrictReading.json().readValue(sweep, new TypeReference<>() {}),
            search,
            replicates,
            null,
            0);
    return grid.cells(spec, LAYERS, BuiltInDatasets.MNIST, limits);
  }

  private static Refusal refused(Grid grid, String sweep, int replicates) {
    return refused(grid, sweep, replicates, USUAL);
  }

  private static Refusal refused(Grid grid, String sweep, int replicates, CellLimits limits) {
    return Objects.requireNonNull(
        catchThrowableOfType(Refusal.class, () -> cells(grid, sweep, replicates, limits)));
  }

  @Test
  void isOneCellWithoutASweep() {
    assertThat(cells(grid, "{}", 1))
        .singleElement()
        .satisfies(
            cell -> {
              assertThat(cell.parameters()).isEmpty();
              assertThat(cell.training()).isEqualTo(Presets.DEFAULT_TRAINING);
              assertThat(cell.network().parameters()).isEqualTo(55_050);
            });
  }

  @Test
  void changesTheLastParameterFastest() {
    List<GridCell> cells =
        cells(grid, "{\"network.layers[1].units\":[8,9],\"training.l2\":[0.5,0.25,0]}", 1);

    assertThat(cells)
        .extracting(cell -> cell.parameters().toString())
        .containsExactly(
            "{network.layers[1].units=8, training.l2=0.5}",
            "{network.layers[1].units=8, training.l2=0.25}",
            "{network.layers[1].units=8, training.l2=0}",
            "{network.layers[1].units=9, training.l2=0.5}",
            "{network.layers[1].units=9, training.l2=0.25}",
            "{network.layers[1].units=9, training.l2=0}");
    assertThat(cells)
        .extracting(cell -> cell.training().l2())
        .containsExactly(0.5, 0.25, 0.0, 0.5, 0.25, 0.0);
    assertThat(cells)
        .extracting(cell -> cell.network().layers().get(1).output().size())
        .containsExactly(8, 8, 8, 9, 9, 9);
  }

  @Test
  void givesCellsThatCostTheSameOneWorkload() {
    List<GridCell> cells =
        cells(grid, "{\"training.batchSize\":[32,64],\"training.l2\":[0,0.5]}", 1);

    assertThat(cells.get(0).workload()).isEqualTo(cells.get(1).workload());
    assertThat(cells.get(2).workload())
        .isEqualTo(cells.get(3).workload())
        .isNotEqualTo(cells.get(0).workload());
  }

  @Test
  void hasAsManyTrialsAsTheSettingsAllow() {
    assertThat(cells(grid, "{\"training.l2\":[0,0.5]}", 6)).hasSize(2);

    assertThat(refused(grid, "{\"training.l2\":[0,0.5]}", 7))
        .hasMessage(
            "sweep: asks for 14 trials; an experiment may have at most 12"
                + " (the limit of this service, TRAINYARD_LIMITS_TRIALS)");
    assertThat(refused(grid, "{}", 13))
        .hasMessageStartingWith(
            "replicates: asks for 13 trials; an experiment may have at most 12");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "layers | 3 | network.layers: are 4; at most 3 are accepted (the limit of this service, TRAINYARD_LIMITS_LAYERS); with {training.l2=0}",
        "parameters | 55049 | network.layers: have 55,050 parameters; at most 55,049 are accepted",
        "epochs | 9 | training.epochs: is 10; at most 9 is accepted",
        "batch-size | 127 | training.batchSize: is 128; at most 127 is accepted"
      })
  void staysWithinTheLimitsOfTheService(String limit, String most, String message) {
    assertThat(refused(grid, "{\"training.l2\":[0]}", 1, limits(Map.of(limit, most))))
        .hasMessageStartingWith(message);
    assertThat(cells(grid, "{\"training.l2\":[0]}", 1, CellLimits.none())).hasSize(1);
  }

  @Test
  void blamesTheMiniBatchWhereThatIsWhatNeedsTheMemory() {
    CellLimits small = limits(Map.of("trial-memory", "10MB"));

    assertThat(cells(grid, "{\"training.batchSize\":[128,1000]}", 1, small)).hasSize(2);
    assertThat(refused(grid, "{\"training.batchSize\":[128,60000]}", 1, small))
        .hasMessageStartingWith(
            "training.batchSize: would need at least 64 MB of memory, 0 MB for the parameters with their gradients and the optimizer's state, and 63 MB for a mini-batch between the layers; a trial may need 10 MB (the limit of this service, TRAINYARD_LIMITS_TRIAL_MEMORY): try a smaller batchSize");
  }

  /** No mini-batch is larger than what is left to train on. */
  @Test
  void countsNoImagesThatAreHeldOut() {
    TrainingSpec heldOut =
        new TrainingSpec(
            10,
            60_000,
            new Optimizer.Sgd(0.1),
            0,
            Augmentation.NONE,
            1,
            Validation.onHoldout(0.9),
            EngineChoice.AUTO);

    assertThat(cells(grid, heldOut, "{}", null, 1, limits(Map.of("trial-memory", "10MB"))))
        .hasSize(1);
  }

  @Test
  void bindsOnceWhatCellsShare() {
    Validator validator = mock(Validator.class);
    Grid counted =
        grid(
            new Engines(TrainingEngines.all(new CudaEngine(CudaSettings.DEFAULTS))),
            StrictReading.binder(validator));

    assertThat(
            cells(counted, "{\"network.layers[1].units\":[8,9],\"training.l2\":[0,0.5,0.25]}", 1))
        .hasSize(6);

    // The usual one of each, which goes with a value of the other; and one for each value.
    verify(validator, times(1 + 2)).validate(any(NetworkSpec.class));
    verify(validator, times(1 + 3)).validate(any(TrainingSpec.class));
  }

  @Test
  void countsTrialsWithoutOverflow() {
    Collection<Integer> values = java.util.stream.IntStream.range(1, 2000).boxed().toList();
    String many =
        "{\"training.l2\":%s,\"training.l1\":%1$s,\"training.epochs\":%1$s}".formatted(values);

    assertThat(refused(grid, many, 1000))
        .hasMessageStartingWith("sweep: asks for 2,147,483,647 trials");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "training.l3 | [1] | sweep.training.l3: is not the path of a value",
        "training | [1] | sweep.training: is not the path of a value",
        "training.optimizer | [1] | sweep.training.optimizer: is not the path of a value",
        "training.optimizer.type | [\"adam\"] | sweep.training.optimizer.type: is not the path of a value",
        "training l2 | [1] | sweep.training l2: is not the path of a value",
        "network.layers[9].units | [1] | sweep.network.layers[9].units: is not the path of a value",
        "training.seed | [1,2] | sweep.training.seed: is what replicates are for",
        "training.l2 | [1,0.5,1.0] | sweep.training.l2[2]: is 1.0, which is in the list twice",
        "training.engine | [\"dl4j\",\"dl4j\"] | sweep.training.engine[1]: is \"dl4j\", which is in the list twice",
        "training.l2 | [0.5,-1] | sweep.training.l2[1]: is -1, which does not fit: training.l2: must be at least 0",
        "training.epochs | [\"many\"] | sweep.training.epochs[0]: is \"many\", which does not fit: training.epochs: must be a whole number"
      })
  void namesThePathAndTheValueThatAreWrong(String path, String values, String message) {
    assertThat(refused(grid, "{\"%s\":%s}".formatted(path, values), 1))
        .hasMessageStartingWith(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"training.l2", "training.batchSize", "network.layers[1].units"})
  void refusesANumberThatNoDoubleComesNear(String path) {
    String huge = "9".repeat(512);
    assertThat(refused(grid, "{\"%s\":[1,%s]}".formatted(path, huge), 1))
        .hasMessageStartingWith("sweep.%s[1]: is 9".formatted(path))
        .hasMessageContaining("which does not fit")
        .hasMessageNotContaining(huge);
  }

  @Test
  void drawsTheCellsOfASearch() {
    List<GridCell> cells =
        cells(
            grid,
            """
            {"network.layers[1].units": {"from": 8, "to": 64, "scale": "log"},
             "training.l2": {"from": 1e-6, "to": 1e-3, "scale": "log"},
             "training.batchSize": [32, 64]}""",
            new Search(Search.Type.SOBOL, 6, 1, null),
            2,
            USUAL);

    assertThat(cells).hasSize(6);
    assertThat(cells)
        .allSatisfy(
            cell -> {
              assertThat(cell.parameters().get("network.layers[1].units").intValue())
                  .isBetween(8, 64)
                  .isEqualTo(cell.network().layers().get(1).output().size());
              assertThat(cell.parameters().get("training.l2").doubleValue())
                  .isBetween(1e-6, 1e-3)
                  .isEqualTo(cell.training().l2());
              assertThat(cell.training().batchSize()).isIn(32, 64);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "training.l2 | {\"from\":0.1,\"to\":0.1} | sweep.training.l2.to: is 0.1, which must be more than from, 0.1",
        "training.batchSize | {\"from\":8,\"to\":4} | sweep.training.batchSize.to: is 4, which must be more than from, 8",
        "training.l2 | {\"from\":0,\"to\":1,\"scale\":\"log\"} | sweep.training.l2.from: is 0.0, which has no logarithm: begin above 0, or take \"scale\":\"linear\"",
        "training.batchSize | {\"from\":0.5,\"to\":8} | sweep.training.batchSize.from: is 0.5; this parameter takes whole numbers",
        "training.l2 | {\"from\":-1,\"to\":1} | sweep.training.l2.from: is -1.0, which does not fit: training.l2: must be at least 0",
        "training.batchSize | {\"from\":1,\"to\":1e300} | sweep.training.batchSize.to: is ",
        "training.engine | {\"from\":1,\"to\":2} | sweep.training.engine: is a range, but the parameter is not a number; give a list of its values",
        "training.seed | {\"from\":1,\"to\":2} | sweep.training.seed: is what replicates are for",
        "training.l3 | {\"from\":1,\"to\":2} | sweep.training.l3: is not the path of a value",
        "training.l2 | [0,0.1] | search: draws from ranges, and nothing in the sweep is one: give a parameter a range"
      })
  void namesWhatIsWrongWithASearch(String path, String swept, String message) {
    Search search = new Search(Search.Type.RANDOM, 2, 1, null);
    assertThat(refused(grid, "{\"%s\":%s}".formatted(path, swept), search, 1))
        .hasMessageStartingWith(message);
  }

  @Test
  void refusesARangeWithoutASearchAndASearchOfTooManyTrials() {
    String range = "{\"training.l2\":{\"from\":0,\"to\":1}}";
    assertThat(refused(grid, range, 1))
        .hasMessageStartingWith(
            "sweep.training.l2: is a range, which has to be drawn from: add \"search\"");
    assertThat(refused(grid, range, new Search(Search.Type.RANDOM, 5, 1, null), 3))
        .hasMessageStartingWith(
            "search.samples: asks for 15 trials; an experiment may have at most 12");
  }

  @Test
  void refusesAHalvingThatHasNothingToDoOrIsNotAlone() {
    String range = "{\"training.l2\":{\"from\":0,\"to\":1}";
    assertThat(halved(range + "}", 3, 10))
        .hasMessageStartingWith(
            "search.halving.firstEpochs: is 10, which must be less than training.epochs, 10");
    assertThat(halved(range + "}", 7, 1))
        .hasMessageStartingWith("search.samples: is 6, too few for a halving that keeps one of 7");
    assertThat(halved(range + ",\"training.earlyStopping\":[null,{\"patience\":1}]}", 3, 1))
        .hasMessageStartingWith("sweep.training.earlyStopping: ends trainings, and so does");
    assertThat(halved(range + ",\"training.epochs\":[5,10]}", 3, 1))
        .hasMessageStartingWith("sweep.training.epochs: is what search.halving decides");
  }

  private Refusal halved(String sweep, int reduction, int firstEpochs) {
    Halving halving = new Halving(reduction, firstEpochs);
    return refused(grid, sweep, new Search(Search.Type.RANDOM, 6, 1, halving), 1);
  }

  private static Refusal refused(Grid grid, String sweep, Search search, int replicates) {
    return Objects.requireNonNull(
        catchThrowableOfType(Refusal.class, () -> cells(grid, sweep, search, replicates, USUAL)));
  }

  @Test
  void namesTheCellWhoseNetworkDoesNotFitTheClasses() {
    assertThat(refused(grid, "{\"network.layers[3].units\":[10,12]}", 1))
        .hasMessageStartingWith("network.layers[3]: ")
        .hasMessageEndingWith("; with {network.layers[3].units=12}");
  }

  @Test
  void namesTheCellThatNoEngineCanTrain() {
    Grid withoutFused = grid(new Engines(List.of(new Dl4jEngine())));

    assertThat(cells(withoutFused, "{\"training.engine\":[\"auto\",\"dl4j\"]}", 1)).hasSize(2);
    assertThat(refused(withoutFused, "{\"training.engine\":[\"dl4j\",\"fused\"]}", 1))
        .hasMessageContainingAll(
            "training.engine: is fused, which is not there", "; with {training.engine=\"fused\"}");
  }
}
