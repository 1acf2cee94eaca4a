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
import dev.trainyard.training.TrainingSpec;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a running trial keeps on the heap beyond the dataset, which all trials share. */
@Order(1)
class TrialHeapTest {
  private static final long MOST = 300_000_000;
  private static final int SOME = 1000;

  /** Images in another form, scratch space, parameters: what does not grow with a mini-batch. */
  private static final long SMALL_CHANGE = 60_000_000;

  private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

  static Stream<Preset> presets() {
    return Presets.all().stream();
  }

  static Stream<Preset> presetsOfLargeActivations() {
    return presets().filter(preset -> foreseen(large(preset)) > SOME * 10_000);
  }

  @ParameterizedTest
  @MethodSource("presets")
  void staysSmall(Preset preset) {
    LabelledImages all = TestMnist.dataset().test();
    LabelledImages some = all.only(IntStream.range(0, SOME).toArray());

    assertThat(heap(preset, all, HeapMeter.inMidEpoch())).isLessThan(MOST);
    assertThat(heap(preset, some, HeapMeter.afterTheEpoch())).isLessThan(MOST);
  }

  /** What is refused for its memory could not have been trained; what is not nearly could. */
  @ParameterizedTest
  @MethodSource("presetsOfLargeActivations")
  void isForeseen(Preset preset) {
    Preset large = large(preset);

    // Threads of earlier tests' services may free something in between, but not every time.
    assertThat(IntStream.range(0, 3).mapToObj(_ -> heapInMidEpoch(large)))
        .as("bytes, foreseen %,d", foreseen(large))
        .anyMatch(used -> used >= foreseen(large))
        .allMatch(used -> used <= 3 * foreseen(large) + SMALL_CHANGE);
  }

  /** The same in mini-batches that need more than everything else. */
  private static Preset large(Preset preset) {
    TrainingSpec training = preset.training().withBatchSize(SOME / 2);
    return new Preset(preset.name(), "", "", preset.network(), training);
  }

  private static long foreseen(Preset preset) {
    return TrialMemory.of(network(preset), preset.training(), 10 * SOME).activations();
  }

  private static long heapInMidEpoch(Preset preset) {
    return heap(preset, TestMnist.dataset().test(), HeapMeter.inMidEpoch());
  }

  private static long heap(Preset preset, LabelledImages images, HeapMeter meter) {
    TrainingPlan plan =
        new TrainingPlan(network(preset), preset.training().withEpochs(1), images, images, () -> 2);
    long before = used();
    new FusedEngine().train(plan, null, meter);

    assertThat(meter.used).as("it was looked at the heap").isPositive();
    // What earlier tests left may go meanwhile, so the heap before it may be larger than behind it;
    // where a trial keeps next to nothing on it, the difference may even be a little below 0.
    return meter.used - Math.min(before, used());
  }

  private static Network network(Preset preset) {
    return Network.of(preset.network(), new Shape.Image(28, 28, 1), 10);
  }

  /** Collects twice: what waits for a cleaner after the first time goes the second time. */
  private static long used() {
    MEMORY.gc();
    MEMORY.gc();
    return MEMORY.getHeapMemoryUsage().getUsed();
  }

  /** Looks while the trial is alive: at what goes with the images, and at what an epoch yields. */
  private static final class HeapMeter implements TrainingListener {
    private final boolean stopsInMidEpoch;
    private long used;

    private HeapMeter(boolean stopsInMidEpoch) {
      this.stopsInMidEpoch = stopsInMidEpoch;
    }

    static HeapMeter inMidEpoch() {
      return new HeapMeter(true);
    }

    static HeapMeter afterTheEpoch() {
      return new HeapMeter(false);
    }

    @Override
    public void progress(int epoch, int batchesDone, int batchesTotal) {
      if (stopsInMidEpoch) {
        used = used();
      }
    }

    @Override
    public boolean stopRequested() {
      return stopsInMidEpoch && used > 0;
    }

    @Override
    public void epochCompleted(EpochMetrics metrics, Checkpoint checkpoint) {
      used = used();
    }
  }
}
