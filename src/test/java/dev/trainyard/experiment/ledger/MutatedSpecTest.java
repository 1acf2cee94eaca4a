package dev.trainyard.experiment.ledger;

import static java.util.regex.Matcher.quoteReplacement;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.HostileValues;
import dev.trainyard.catalog.Datasets;
import dev.trainyard.catalog.NetworkChoice;
import dev.trainyard.catalog.Preset;
import dev.trainyard.catalog.Presets;
import dev.trainyard.dataset.BuiltInDatasets;
import dev.trainyard.experiment.ExperimentSpec;
import dev.trainyard.experiment.Swept;
import dev.trainyard.experiment.spec.CellSpecs;
import dev.trainyard.experiment.spec.GridCell;
import dev.trainyard.network.NetworkSpec;
import dev.trainyard.web.StrictReading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is stored of an experiment, with something wrong: read, or refused as unreadable. */
@NullUnmarked
@Timeout(60)
class MutatedSpecTest {
  private static final JsonMapper JSON = StrictReading.json();
  private static final int MUTANTS = 4000;
  private static final Duration LONGEST = Duration.ofSeconds(2);
  private static final Pattern VALUE = Pattern.compile("(?<=[:\\[,])(\"[^\"]*\"|[-+.\\w]+)");

  private final JsonColumn.OfSpec specs = new JsonColumn.OfSpec(JSON);
  private final JsonColumn.OfLayers layers = new JsonColumn.OfLayers(JSON);
  private final JsonColumn.OfParameters parameters = new JsonColumn.OfParameters(JSON);
  private final StoredSpecs stored = new StoredSpecs(new CellSpecs(JSON, StrictReading.binder()));

  @Test
  void isReadOrRefused() {
    int read = 0;
    for (long seed = 0; seed < MUTANTS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      random.nextLong();
      Preset preset = Presets.all().get(random.nextInt(Presets.all().size()));
      long begin = System.nanoTime();
      try {
        read += isRead(preset, random) ? 1 : 0;
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed " + seed, e);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .as("seed %d", seed)
          .isLessThan(LONGEST);
    }
    assertThat(read).as("some are whole").isBetween(MUTANTS / 50, MUTANTS * 3 / 4);
  }

  private boolean isRead(Preset preset, SplittableRandom random) {
    ExperimentSpec spec =
        new ExperimentSpec(
            "a test",
            "mnist",
            NetworkChoice.named(preset.name()),
            preset.training(),
            Map.of("training.l2", JSON.readValue("[0.5]", Swept.class)),
            null,
            2,
            null,
            0);
    String point = "{\"training.l2\":0.5,\"network.layers[1].units\":8}";
    int which = random.nextInt(3);
    try {
      Experiment experiment =
          new Experiment(
              specs.convertToEntityAttribute(text(spec, which == 0, random)),
              layers.convertToEntityAttribute(text(preset.network(), which == 1, random)),
              Instant.EPOCH);
      Stored<Map<String, JsonNode>> own =
          parameters.convertToEntityAttribute(
              text(JSON.readTree(which == 2 ? point : "{}"), which == 2, random));
      assertThat(stored.trial(experiment, trial(preset, own)).network()).isNotNull();
      return true;
    } catch (UnreadableSpec e) {
      assertThat(e).hasMessageContaining("cannot be read by this version of the service: ");
      return false;
    }
  }

  private static Trial trial(Preset preset, Stored<Map<String, JsonNode>> own) {
    NetworkSpec network = preset.network();
    GridCell cell =
        new GridCell(Map.of(), Datasets.fit(network, BuiltInDatasets.MNIST), preset.training());
    return new Trial(1, 1, 1, cell, own);
  }

  private static String text(Object value, boolean isMutant, SplittableRandom random) {
    String text = JSON.writeValueAsString(value);
    if (!isMutant) {
      return text;
    }
    if (random.nextInt(4) == 0) {
      return HostileValues.body(text, random);
    }
    List<MatchResult> values = VALUE.matcher(text).results().toList();
    if (values.isEmpty()) {
      return HostileValues.json(random);
    }
    String chosen = values.get(random.nextInt(values.size())).group();
    return text.replaceFirst(Pattern.quote(chosen), quoteReplacement(HostileValues.json(random)));
  }
}
