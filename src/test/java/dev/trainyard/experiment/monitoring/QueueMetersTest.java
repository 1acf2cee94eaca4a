package dev.trainyard.experiment.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.trainyard.experiment.WorkSettings;
import dev.trainyard.experiment.WorkSettings.Role;
import dev.trainyard.experiment.ledger.TrialQueue;
import dev.trainyard.experiment.ledger.TrialQueue.Standing;
import dev.trainyard.outcome.Status;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/** What the gauges of the queue say, and what they ask the database for it. */
@ExtendWith(OutputCaptureExtension.class)
@NullUnmarked
class QueueMetersTest {
  private final TrialQueue queue = mock(TrialQueue.class);
  private final MeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void readOneStateOnceForAScrape() {
    when(queue.standing())
        .thenReturn(
            new Standing(
                Map.of(Status.QUEUED, 7L, Status.COMPLETED, 100L), 6, Duration.ofMillis(1500)));
    bind(Role.API, Role.WORKER);

    assertThat(value("trainyard.trials", "status", "queued")).isEqualTo(7);
    assertThat(value("trainyard.trials", "status", "completed")).isEqualTo(100);
    assertThat(value("trainyard.trials", "status", "failed")).isZero();
    assertThat(value("trainyard.queue.length")).isEqualTo(6);
    assertThat(value("trainyard.queue.oldest.age")).isEqualTo(1.5);
    verify(queue, times(1)).standing();
  }

  @Test
  void areNotANumberWithoutADatabaseAndSayNothingInTheLog(CapturedOutput output) {
    when(queue.standing()).thenThrow(new CannotGetJdbcConnectionException("it is out"));
    bind(Role.API);

    assertThat(registry.getMeters())
        .hasSize(Status.values().length + 2)
        .allSatisfy(meter -> assertThat(value(meter)).isNaN());
    verify(queue, times(1)).standing();
    assertThat(output.getAll()).doesNotContain("it is out", "QueueMeters", "io.micrometer");
  }

  @Test
  void areNotThereInAProcessThatOnlyTrains() {
    bind(Role.WORKER);
    assertThat(registry.getMeters()).isEmpty();
    verifyNoInteractions(queue);
  }

  private void bind(Role... roles) {
    WorkSettings settings =
        new WorkSettings(
            Set.of(roles), "1", "unknown", 1, Duration.ofSeconds(30), Duration.ofMillis(500));
    new QueueMeters(queue, settings).bindTo(registry);
  }

  private double value(String name, String... tags) {
    return value(registry.get(name).tags(tags).gauge());
  }

  private static double value(Meter meter) {
    return ((Gauge) meter).value();
  }
}
