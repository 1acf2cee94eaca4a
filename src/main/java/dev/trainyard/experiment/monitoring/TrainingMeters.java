package dev.trainyard.experiment.monitoring;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.experiment.TrialSpec;
import dev.trainyard.experiment.ledger.TrialLedger.EpochRecorded;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Counts what this process trains, each epoch once it is on record. */
@Component
class TrainingMeters {
  private static final double NANOS = 1e9;

  /** Bounds of the histogram: from an epoch of a toy to one of a large network on one core. */
  private static final Duration[] BOUNDS =
      Stream.of(100, 300, 1000, 3000, 10_000, 30_000, 100_000, 300_000, 1_000_000)
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final Datasets datasets;
  private final Timer epochs;
  private final Counter examples;

  TrainingMeters(Datasets datasets, MeterRegistry registry) {
    this.datasets = datasets;
    this.epochs =
        Timer.builder("trainyard.epoch")
            .description(
                "Epochs that this process has trained and recorded, and how long each took")
            .serviceLevelObjectives(BOUNDS)
            .register(registry);
    this.examples =
        Counter.builder("trainyard.examples")
            .description("Training images that went through these epochs")
            .register(registry);
  }

  /** An epoch whose transaction was rolled back is trained again, and counted then. */
  @TransactionalEventListener
  void count(EpochRecorded epoch) {
    epochs.record(Duration.ofNanos((long) (epoch.metrics().seconds() * NANOS)));
    examples.increment(trainingImages(epoch.spec()));
  }

  private int trainingImages(TrialSpec spec) {
    int all = datasets.facts(spec.dataset()).train().count();
    return all - spec.training().validation().heldOut(all);
  }
}
