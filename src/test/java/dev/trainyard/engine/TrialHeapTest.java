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
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a running trial keeps on the heap beyond the dataset, which all trials share. It is measured
 * in a process that does nothing else.
 */
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrialHeapTest {
  private static final long MOST = 300_000_000;
  private static final int SOME = 1000;

  /** Images in another form, scratch space, parameters: what does not grow with a mini-batch. */
  private static final long SMALL_CHANGE = 60_000_000;

  /** When the heap is looked at. */
  private enum Moment {
    MID_EPOCH,
    AFTER_THE_EPOCH,
    MID_EPOCH_IN_LARGE_MINI_BATCHES
  }

  private Map<String, Long> bytes = Map.of();

  static Stream<Preset> presets() {
    return Presets.all().stream();
  }

  static Stream<Preset> presetsOfLargeActivations() {
    return presets().filter(preset -> foreseen(large(preset)) > SOME * 10_000);
  }

  @BeforeAll
  void measure() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx2g",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Heap.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    bytes =
        process
            .inputReader()
            .lines()
            .filter(line -> line.startsWith(Heap.FIGURE))
            .map(line -> line.split(" ", -1))
            .collect(Collectors.toMap(words -> words[1], words -> Long.valueOf(words[2])));
    assertThat(process.waitFor()).isZero();
  }

  @ParameterizedTest
  @MethodSource("presets")
  void staysSmall(Preset preset) {
    assertThat(bytes(preset, Moment.MID_EPOCH)).isLessThan(MOST);
    assertThat(bytes(preset, Moment.AFTER_THE_EPOCH)).isLessThan(MOST);
  }

  /** What is refused for its memory could not have been trained; what is not nearly could. */
  @ParameterizedTest
  @MethodSource("presetsOfLargeActivations")
  void isForeseen(Preset preset) {
    long foreseen = foreseen(large(preset));

    assertThat(bytes(preset, Moment.MID_EPOCH_IN_LARGE_MINI_BATCHES))
        .isBetween(foreseen, 3 * foreseen + SMALL_CHANGE);
  }

  private long bytes(Preset preset, Moment moment) {
    return Objects.requireNonNull(bytes.get(Heap.name(preset, moment)));
  }

  /** The same in mini-batches that need more than everything else. */
  private static Preset large(Preset preset) {
    TrainingSpec training = preset.training().withBatchSize(SOME / 2);
    return new Preset(preset.name(), "", "", preset.network(), training);
  }

  private static long foreseen(Preset preset) {
    return TrialMemory.of(network(preset), preset.training(), 10 * SOME).activations();
  }

  private static Network network(Preset preset) {
    return Network.of(preset.network(), new Shape.Image(28, 28, 1), 10);
  }

  /** The process. */
  static final class Heap {
    /** What its figures begin with; libraries may print, too. */
    static final String FIGURE = "heap";

    private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

    public static void main(String[] args) {
      LabelledImages all = TestMnist.dataset().test();
      LabelledImages some = all.only(IntStream.range(0, SOME).toArray());
      presets()
          .forEach(
              preset -> {
                tell(preset, Moment.MID_EPOCH, bytes(preset, all, HeapMeter.inMidEpoch()));
                tell(
                    preset, Moment.AFTER_THE_EPOCH, bytes(preset, some, HeapMeter.afterTheEpoch()));
              });
      presetsOfLargeActivations()
          .forEach(
              preset ->
                  tell(
                      preset,
                      Moment.MID_EPOCH_IN_LARGE_MINI_BATCHES,
                      bytes(large(preset), all, HeapMeter.inMidEpoch())));
    }

    private static void tell(Preset preset, Moment moment, long bytes) {
      System.out.println(FIGURE + " " + name(preset, moment) + " " + bytes);
    }

    private static String name(Preset preset, Moment moment) {
      return preset.name() + "/" + moment;
    }

    private static long bytes(Preset preset, LabelledImages images, HeapMeter meter) {
      TrainingPlan plan =
          new TrainingPlan(
              network(preset), preset.training().withEpochs(1), images, images, () -> 2);
      long before = used();
      new FusedEngine().train(plan, null, meter);
      if (meter.used == 0) {
        throw new IllegalStateException("the heap was not looked at: " + preset.name());
      }
      // What an earlier trial left may go meanwhile, so the heap may be larger before than behind.
      return meter.used - Math.min(before, used());
    }

    /** Collects twice: what waits for a cleaner after the first time goes the second time. */
    private static long used() {
      MEMORY.gc();
      MEMORY.gc();
      return MEMORY.getHeapMemoryUsage().getUsed();
    }
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
        used = Heap.used();
      }
    }

    @Override
    public boolean stopRequested() {
      return stopsInMidEpoch && used > 0;
    }

    @Override
    public void epochCompleted(EpochMetrics metrics, Checkpoint checkpoint) {
      used = Heap.used();
    }
  }
}
