package dev.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.engine.cuda.CudaEngine;
import dev.trainyard.engine.cuda.driver.StandIn;
import dev.trainyard.engine.dl4j.Dl4jEngine;
import dev.trainyard.engine.fused.FusedEngine;
import dev.trainyard.network.Activation;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Network;
import dev.trainyard.network.Padding;
import dev.trainyard.training.Averaging;
import dev.trainyard.training.EpochMetrics;
import dev.trainyard.training.Optimizer;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every engine promises, of the engine cuda; its kernels run on a stand-in for the card. */
class CudaEngineIT extends TrainingEngineContract {
  private static final CudaEngine CUDA = new CudaEngine(StandIn.settings());

  private static final int OUT_OF_MEMORY = 2;
  private static final int ILLEGAL_ADDRESS = 700;
  private static final int INVALID_VALUE = 1;

  /** Of a function in two epochs, at most. */
  private static final int MOST_CALLS = 400;

  private static final TrainingPlan PLAN =
      Plans.of(
          List.of(
              new Layer.Conv2d(4, 3, 1, Padding.SAME, Activation.RELU),
              new Layer.Flatten(),
              new Layer.Dense(Plans.CLASSES, Activation.SOFTMAX)),
          Plans.training(2, new Optimizer.Momentum(0.05, 0.9), 1e-3));

  @AfterAll
  static void giveBack() {
    CUDA.close();
  }

  @Override
  TrainingEngine engine() {
    return CUDA;
  }

  @Override
  int together() {
    return Averaging.EVERY;
  }

  @Test
  void leavesNothingOnTheCard() {
    CUDA.provenance();
    long bytes = StandIn.used();
    long objects = StandIn.objects();

    CUDA.train(PLAN, null, RecordedTraining.toTheEnd());
    assertThatThrownBy(() -> CUDA.train(PLAN, null, new Broken())).isInstanceOf(Oops.class);

    assertThat(StandIn.used()).isEqualTo(bytes);
    assertThat(StandIn.objects()).isEqualTo(objects);
  }

  /** Whatever it is that it gets no memory for. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "cuMemAlloc_v2",
        "cuMemAllocHost_v2",
        "cuStreamCreate",
        "cuGraphInstantiateWithFlags",
        "cuLaunchKernel"
      })
  void leavesNothingOnTheCardWhereItsMemoryDoesNotSuffice(String function) {
    CUDA.provenance();
    long bytes = StandIn.used();
    long objects = StandIn.objects();
    boolean suffices = false;
    int failures = 0;
    for (int calls = 0; !suffices && calls < MOST_CALLS; calls += 1 + calls / 8) {
      StandIn.fail(function, calls, OUT_OF_MEMORY);
      try {
        CUDA.train(PLAN, null, RecordedTraining.toTheEnd());
        suffices = true;
      } catch (MemoryUsedUp e) {
        assertThat(e).hasMessageContainingAll("out of memory on the card", "batchSize", "slots");
        assertThat(e.isOfCard()).as("others may have it").isTrue();
        failures++;
      }
      assertThat(StandIn.used()).isEqualTo(bytes);
      assertThat(StandIn.objects()).isEqualTo(objects);
    }
    StandIn.fail(function, Integer.MAX_VALUE, OUT_OF_MEMORY);

    assertThat(failures).isPositive();
  }

  /** Nobody else has what it lacks. */
  @Test
  void tellsATrainingThatNeedsMoreThanTheWholeCard() {
    CUDA.provenance();
    TrainingPlan large =
        Plans.of(
            List.of(
                new Layer.Flatten(),
                new Layer.Dense(100_000, Activation.RELU),
                new Layer.Dense(Plans.CLASSES, Activation.SOFTMAX)),
            PLAN.training());
    long bytes = StandIn.used();
    StandIn.memory(40 << 20);
    try {
      assertThatThrownBy(() -> CUDA.train(large, null, RecordedTraining.toTheEnd()))
          .asInstanceOf(InstanceOfAssertFactories.type(MemoryUsedUp.class))
          .returns(false, MemoryUsedUp::isOfCard);
      assertThat(StandIn.used()).isEqualTo(bytes);
    } finally {
      StandIn.memory(2L << 30);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nvrtcCompileProgram", "cuModuleLoadData", "cuDevicePrimaryCtxRetain"})
  void saysWhyItCannotBeUsedWhereTheCardDoesNotGetReady(String function) {
    try (CudaEngine engine = new CudaEngine(StandIn.uncached())) {
      StandIn.fail(function, 0, INVALID_VALUE);
      Network network = PLAN.network();

      assertThat(engine.unusable())
          .hasValueSatisfying(
              reason -> assertThat(reason).contains("could not be made ready", function));
      assertThat(engine.unusable()).isPresent();
      Engines engines = new Engines(List.of(engine, new FusedEngine(), new Dl4jEngine()));
      assertThat(engines.pick(network, PLAN.training()).engine().name()).isEqualTo("fused");
    }
  }

  /** Another process may give memory back. */
  @Test
  void asksAgainForACardThatHadNoMemoryLeft() {
    try (CudaEngine engine = new CudaEngine(StandIn.settings())) {
      StandIn.fail("cuDevicePrimaryCtxRetain", 0, OUT_OF_MEMORY);

      assertThat(engine.unusable()).isPresent();
      assertThat(engine.unusable()).isEmpty();
    }
  }

  @Test
  void failsWithTheReasonAndIsThereForTheNext() {
    StandIn.fail("cuGraphLaunch", 3, INVALID_VALUE);

    assertThatThrownBy(() -> CUDA.train(PLAN, null, RecordedTraining.toTheEnd()))
        .isInstanceOf(TrainingFailed.class)
        .hasMessageContainingAll("the card", "cuGraphLaunch");
    assertThat(CUDA.train(PLAN, null, RecordedTraining.toTheEnd())).isTrue();
  }

  /** It is opened again; what was trained before goes on to the same bits. */
  @Test
  void goesOnAfterTheCardWasLost() {
    RecordedTraining whole = RecordedTraining.toTheEnd();
    CUDA.train(PLAN, null, whole);
    LosingTheCard broken = new LosingTheCard();

    assertThatThrownBy(() -> CUDA.train(PLAN, null, broken))
        .isInstanceOf(TrainingFailed.class)
        .hasMessageContainingAll("the card was lost", "resume the trial");
    RecordedTraining rest = RecordedTraining.toTheEnd();
    CUDA.train(PLAN, broken.checkpoint, rest);

    assertThat(rest.checkpoints().getLast().parameters())
        .containsExactly(whole.checkpoints().getLast().parameters());
  }

  /** What no driver mends needs a new process; fused trains meanwhile. */
  @Test
  void saysSoWhereALostCardStaysLost() {
    try (CudaEngine engine = new CudaEngine(StandIn.settings())) {
      StandIn.fail("cuGraphLaunch", 3, ILLEGAL_ADDRESS);
      assertThatThrownBy(() -> engine.train(PLAN, null, RecordedTraining.toTheEnd()))
          .hasMessageContaining("the card was lost");
      StandIn.fail("cuDevicePrimaryCtxReset_v2", 0, ILLEGAL_ADDRESS);

      assertThat(engine.unusable())
          .hasValueSatisfying(reason -> assertThat(reason).contains("restart the service"));
    } finally {
      CUDA.close();
      StandIn.reset();
    }
  }

  /** The first mini-batches are launched kernel by kernel, the others as graphs. */
  @Test
  void givesTheSameBitsInMiniBatchesOfAnyHistory() {
    TrainingPlan two = Plans.of(PLAN.network(), PLAN.training(), 2 * Plans.BATCH);
    RecordedTraining whole = RecordedTraining.toTheEnd();
    CUDA.train(two, null, whole);
    RecordedTraining rest = RecordedTraining.toTheEnd();
    CUDA.train(two, whole.checkpoints().getFirst(), rest);

    assertThat(rest.curve()).isEqualTo(whole.curve().subList(1, 2));
  }

  private static final class Oops extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static final class Broken implements TrainingListener {
    @Override
    public void epochCompleted(EpochMetrics metrics, Checkpoint checkpoint) {
      throw new Oops();
    }
  }

  private static final class LosingTheCard implements TrainingListener {
    private @Nullable Checkpoint checkpoint;

    @Override
    public void epochCompleted(EpochMetrics metrics, Checkpoint last) {
      checkpoint = last;
      StandIn.fail("cuGraphLaunch", 0, ILLEGAL_ADDRESS);
    }
  }
}
