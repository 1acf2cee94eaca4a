package dev.trainyard.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.catalog.Presets;
import dev.trainyard.dataset.DatasetUnavailable;
import dev.trainyard.dataset.TinyDataset;
import dev.trainyard.engine.EngineUnavailable;
import dev.trainyard.engine.Engines;
import dev.trainyard.engine.cuda.CudaEngine;
import dev.trainyard.engine.cuda.driver.CudaSettings;
import dev.trainyard.engine.registry.TrainingEngines;
import dev.trainyard.experiment.TrialSpec;
import dev.trainyard.network.Activation;
import dev.trainyard.network.Layer;
import dev.trainyard.network.NetworkSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
    process(order("fused"), said, orphaned::countDown).follow();

    Report.Failed failed = failure(said);
    assertThat(failed.reason()).contains("the dataset tiny could not be fetched");
    assertThat(failed.exception())
        .isInstanceOf(DatasetUnavailable.class)
        .hasMessage(failed.reason());
    assertThat(orphaned.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void isMeantByItsNameAlone() {
    assertThat(TrainingProcess.isMeant(TrainingProcess.NAME)).isTrue();
    assertThat(TrainingProcess.isMeant()).isFalse();
    assertThat(TrainingProcess.isMeant("--server.port=0", TrainingProcess.NAME)).isFalse();
  }

  /** So that it waits until there is the engine again, as it would in the service's process. */
  @Test
  void saysThatItHasNotTheEngine() throws Exception {
    TinyDataset.writeTo(datasets.resolve(TinyDataset.FACTS.name()));
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    process(order("abacus"), said, () -> {}).follow();

    assertThat(failure(said).exception())
        .isInstanceOf(EngineUnavailable.class)
        .hasMessage("the engine abacus is not there");
  }

  private static Report.Failed failure(ByteArrayOutputStream said) throws IOException {
    DataInputStream reports = new DataInputStream(new ByteArrayInputStream(said.toByteArray()));
    Pipe.awaitGreeting(reports);
    return (Report.Failed) Report.read(reports);
  }

  private byte[] order(String engine) throws IOException {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    NetworkSpec network =
        new NetworkSpec(List.of(new Layer.Flatten(), new Layer.Dense(2, Activation.SOFTMAX)));
    TrialSpec spec = new TrialSpec("tiny", network, Presets.DEFAULT_TRAINING);
    new Order(spec, TinyDataset.FACTS, datasets, engine, 1, null).write(new DataOutputStream(told));
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
