package dev.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.catalog.Preset;
import dev.trainyard.catalog.Presets;
import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.dataset.TestMnist;
import dev.trainyard.engine.fused.FusedEngine;
import dev.trainyard.network.Network;
import dev.trainyard.network.Shape;
import dev.trainyard.training.EpochMetrics;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a running trial keeps on the heap beyond the dataset, which all trials share. */
class TrialHeapIT {
  private static final long MOST = 300_000_000;
  private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

  static Stream<Preset> presets() {
    return Presets.all().stream();
  }

  @ParameterizedTest
  @MethodSource("presets")
  void staysSmall(Preset preset) {
    LabelledImages images = TestMnist.dataset().test();
    TrainingPlan plan =
        new TrainingPlan(
            Network.of(preset.network(), new Shape.Image(28, 28, 1), 10),
            preset.training().withEpochs(1),
            images,
            images,
            () -> 2);
    long before = used();
    HeapMeter meter = new HeapMeter();
    new FusedEngine().train(plan, null, meter);

    // What earlier tests left may go meanwhile, so the heap before it may be larger than behind it.
    long without = Math.min(before, used());
    assertThat(meter.used - without).isPositive().isLessThan(MOST);
  }

  /** Collects twice: what waits for a cleaner after the first time goes the second time. */
  private static long used() {
    MEMORY.gc();
    MEMORY.gc();
    return MEMORY.getHeapMemoryUsage().getUsed();
  }

  /** Looks while the trial is alive. */
  private static final class HeapMeter implements TrainingListener {
    private long used;

    @Override
    public void epochCompleted(EpochMetrics metrics, Checkpoint checkpoint) {
      used = used();
    }
  }
}
