package dev.trainyard.experiment.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.dataset.DatasetStore;
import dev.trainyard.engine.Engines;
import dev.trainyard.engine.registry.TrainingEngines;
import dev.trainyard.experiment.ExperimentRequest;
import dev.trainyard.refusal.Refusal;
import dev.trainyard.web.StrictReading;
import java.nio.file.Path;
import java.util.List;
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
            new Engines(TrainingEngines.all())),
        CellLimits.none());
  }
}
