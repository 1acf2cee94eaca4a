package dev.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.trainyard.engine.fused.FusedEngine;
import dev.trainyard.network.Activation;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Padding;
import dev.trainyard.training.EpochMetrics;
import dev.trainyard.training.Optimizer;
import dev.trainyard.training.Schedule;
import dev.trainyard.training.TrainingSpec;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FusedEngineIT extends TrainingEngineContract {
  private static final int IN_THREE_CHUNKS = 190;
  private static final int IN_TWO_SMALL_CHUNKS = 45;

  private static final Layer SOFTMAX = new Layer.Dense(Plans.CLASSES, Activation.SOFTMAX);

  @Override
  TrainingEngine engine() {
    return new FusedEngine();
  }

  static Stream<List<Layer>> networks() {
    return Stream.of(
        List.of(new Layer.Flatten(), new Layer.Dense(9, Activation.RELU), SOFTMAX),
        List.of(
            new Layer.Conv2d(3, 3, 1, Padding.SAME, Activation.RELU),
            new Layer.Conv2d(4, 2, 2, Padding.VALID, Activation.TANH),
            new Layer.MaxPool2d(2, 1, Padding.SAME),
            new Layer.Flatten(),
            new Layer.Dropout(0.2),
            SOFTMAX),
        List.of(
            new Layer.Conv2d(5, 2, 1, Padding.VALID, Activation.RELU),
            new Layer.MaxPool2d(2, 2, Padding.VALID),
            new Layer.Flatten(),
            SOFTMAX),
        // What the Fourier transforms are for.
        List.of(
            new Layer.Conv2d(16, 3, 1, Padding.SAME, Activation.RELU),
            new Layer.Conv2d(32, 5, 1, Padding.SAME, Activation.RELU),
            new Layer.MaxPool2d(2, 2, Padding.VALID),
            new Layer.Flatten(),
            SOFTMAX),
        List.of(
            new Layer.Conv2d(5, 2, 1, Padding.VALID, Activation.LINEAR),
            new Layer.BatchNorm(0.9, 1e-3),
            new Layer.Activate(Activation.LEAKY_RELU),
            new Layer.AvgPool2d(3, 2, Padding.SAME),
            new Layer.Conv2d(4, 3, 1, Padding.SAME, Activation.GELU),
            new Layer.GlobalAvgPool2d(),
            new Layer.BatchNorm(0.9, 1e-3),
            new Layer.Activate(Activation.ELU),
            SOFTMAX));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void givesTheSameResultForAnyNumberOfThreads(List<Layer> layers) {
    TrainingSpec training =
        new TrainingDraft(new Optimizer.Momentum(0.05, 0.9))
            .l2(1e-3)
            .clipping(0.1, 0.05)
            .averaging(0.9, 1)
            .spec();
    TrainingPlan plan = Plans.of(layers, training);
    for (int batchSize : new int[] {IN_THREE_CHUNKS, IN_TWO_SMALL_CHUNKS}) {
      RecordedTraining one = RecordedTraining.toTheEnd();
      engine().train(withThreads(plan, 1, batchSize), null, one);

      for (int threads = 2; threads <= 4; threads++) {
        RecordedTraining many = RecordedTraining.toTheEnd();
        engine().train(withThreads(plan, threads, batchSize), null, many);

        assertThat(many.curve()).isEqualTo(one.curve());
        assertThat(many.checkpoints().getLast().parameters())
            .containsExactly(one.checkpoints().getLast().parameters());
      }
    }
  }

  private static TrainingPlan withThreads(TrainingPlan plan, int threads, int batchSize) {
    return new TrainingPlan(
        plan.network(),
        plan.training().withBatchSize(batchSize),
        plan.trainImages(),
        plan.validationImages(),
        () -> threads);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void allocatesNothingForAMiniBatch(List<Layer> layers) {
    TrainingSpec plain = Plans.training(400, new Optimizer.Sgd(0.01), 1e-3);
    TrainingSpec rich =
        new TrainingDraft(new Optimizer.AdamW(0.001, 0.9, 0.999, 1e-7, 0.01))
            .size(400, Plans.BATCH)
            .schedule(new Schedule.Cosine(0, 1))
            .l1(1e-5)
            .labelSmoothing(0.1)
            .clipping(1, 0)
            .averaging(0.99, 1)
            .spec();

    assertThat(leastBytesOfAnEpoch(Plans.of(layers, plain))).isZero();
    assertThat(leastBytesOfAnEpoch(Plans.of(layers, rich))).isZero();
  }

  private long leastBytesOfAnEpoch(TrainingPlan plan) {
    AllocationCounter counter = new AllocationCounter();
    engine().train(plan, null, counter);
    return counter.leastBytesOfAnEpoch;
  }

  /**
   * Counts what the training thread allocates from the first mini-batch of an epoch to its last.
   * Early epochs allocate while the code around native calls is still interpreted, hence the least.
   */
  private static final class AllocationCounter implements TrainingListener {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private long before;
    private long leastBytesOfAnEpoch = Long.MAX_VALUE;

    @Override
    public void epochCompleted(EpochMetrics metrics, Checkpoint checkpoint) {}

    @Override
    public void progress(int epoch, int batchesDone, int batchesTotal) {
      long allocated = threads.getCurrentThreadAllocatedBytes();
      if (batchesDone == 1) {
        before = allocated;
      } else if (batchesDone == batchesTotal) {
        leastBytesOfAnEpoch = Math.min(leastBytesOfAnEpoch, allocated - before);
      }
    }
  }
}
