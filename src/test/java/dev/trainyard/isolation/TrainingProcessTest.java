package dev.trainyard.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.catalog.Presets;
import dev.trainyard.dataset.BuiltInDatasets;
import dev.trainyard.engine.Engines;
import dev.trainyard.engine.cuda.CudaEngine;
import dev.trainyard.engine.cuda.driver.CudaSettings;
import dev.trainyard.engine.registry.TrainingEngines;
import dev.trainyard.experiment.TrialSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
class TrainingProcessTest {
  @TempDir Path datasets;

  @Test
  void saysWhatIsMissingAndEndsWhenNobodyTellsItAnythingAnyMore() throws Exception {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    CountDownLatch orphaned = new CountDownLatch(1);
    process(order(), said, orphaned::countDown).follow();

    DataInputStream reports = new DataInputStream(new ByteArrayInputStream(said.toByteArray()));
    Pipe.awaitGreeting(reports);
    Report.Failed failed = (Report.Failed) Report.read(reports);
    assertThat(failed.explained()).isTrue();
    assertThat(failed.reason()).contains("the dataset mnist could not be fetched");
    assertThat(orphaned.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void isMeantByItsNameAlone() {
    assertThat(TrainingProcess.isMeant(TrainingProcess.NAME)).isTrue();
    assertThat(TrainingProcess.isMeant()).isFalse();
    assertThat(TrainingProcess.isMeant("--server.port=0", TrainingProcess.NAME)).isFalse();
  }

  private byte[] order() throws IOException {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    TrialSpec spec =
        new TrialSpec(
            "mnist", Presets.find("baseline").orElseThrow().network(), Presets.DEFAULT_TRAINING);
    new Order(spec, BuiltInDatasets.MNIST, datasets, "fused", 1, null)
        .write(new DataOutputStream(told));
    return told.toByteArray();
  }

  private static TrainingProcess process(
      byte[] told, ByteArrayOutputStream said, Runnable orphaned) {
    return new TrainingProcess(
        new ByteArrayInputStream(told),
        said,
        new Engines(TrainingEngines.all(new CudaEngine(CudaSettings.DEFAULTS))),
        orphaned);
  }
}
