package dev.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.engine.cuda.CudaEngine;
import dev.trainyard.engine.cuda.driver.StandIn;
import dev.trainyard.network.Activation;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Network;
import dev.trainyard.network.NetworkSpec;
import dev.trainyard.training.EpochMetrics;
import dev.trainyard.training.Optimizer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What trainings do whose memory does not suffice for all of them, on a stand-in for the card. */
@NullUnmarked
class CardRoomIT {
  private static final CudaEngine CUDA = new CudaEngine(StandIn.settings());

  /** What the stand-in has as long as nothing else is said. */
  private static final long PLENTY = 2L << 30;

  /** More than a training asks in its few mini-batches. */
  private static final int ASKED_IN_VAIN = 20;

  /** Takes some megabytes more than {@link #SMALL}. */
  private static final TrainingPlan LARGE = plan(2_000);

  private static final TrainingPlan SMALL = plan(200);

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void end() {
    threads.close();
    StandIn.memory(PLENTY);
  }

  @AfterAll
  static void giveBack() {
    CUDA.close();
  }

  @Test
  void waitsUntilAnotherHasGoneAndGivesTheSameBits() throws Exception {
    RecordedTraining undisturbed = RecordedTraining.toTheEnd();
    CUDA.train(LARGE, null, undisturbed);
    Held first = new Held();
    CompletableFuture<Boolean> holds = train(LARGE, first);
    first.awaitEpoch();
    leaveRoomFor(SMALL);
    Held second = new Held();
    second.goOn();
    CompletableFuture<Boolean> waits = train(LARGE, second);

    second.awaitAsked(ASKED_IN_VAIN);
    assertThat(second.epochs()).isZero();
    first.goOn();

    assertThat(holds.get(1, TimeUnit.MINUTES)).isTrue();
    assertThat(waits.get(1, TimeUnit.MINUTES)).isTrue();
    assertThat(second.recorded.curve()).isEqualTo(undisturbed.curve());
  }

  @Test
  void waitsBehindALargerOneThatCameBefore() throws Exception {
    Held first = new Held();
    CompletableFuture<Boolean> holds = train(LARGE, first);
    first.awaitEpoch();
    leaveRoomFor(SMALL);
    Held second = new Held();
    second.goOn();
    CompletableFuture<Boolean> large = train(LARGE, second);
    second.awaitAsked(1);
    Held third = new Held();
    third.goOn();
    CompletableFuture<Boolean> small = train(SMALL, third);

    third.awaitAsked(ASKED_IN_VAIN);
    assertThat(third.epochs()).isZero();
    first.goOn();

    assertThat(CompletableFuture.allOf(holds, large, small)).succeedsWithin(Duration.ofMinutes(1));
  }

  @Test
  void takesTheRoomThatIsThere() throws Exception {
    Held first = new Held();
    CompletableFuture<Boolean> holds = train(LARGE, first);
    first.awaitEpoch();
    leaveRoomFor(SMALL);

    assertThat(CUDA.train(SMALL, null, RecordedTraining.toTheEnd())).isTrue();
    assertThat(first.epochs()).isOne();
    first.goOn();
    assertThat(holds.get(1, TimeUnit.MINUTES)).isTrue();
  }

  @Test
  void canBeStoppedWhileItWaits() throws Exception {
    Held first = new Held();
    CompletableFuture<Boolean> holds = train(LARGE, first);
    first.awaitEpoch();
    leaveRoomFor(SMALL);
    Held second = new Held();
    CompletableFuture<Boolean> waits = train(LARGE, second);
    second.awaitAsked(1);
    Held third = new Held();
    CompletableFuture<Boolean> waitsBehind = train(LARGE, third);
    third.awaitAsked(1);

    third.stop();
    assertThat(waitsBehind.get(1, TimeUnit.MINUTES)).isFalse();
    second.stop();
    assertThat(waits.get(1, TimeUnit.MINUTES)).isFalse();
    first.goOn();
    assertThat(holds.get(1, TimeUnit.MINUTES)).isTrue();
  }

  @Test
  void failsWhereThereIsNotRoomEnoughEvenAlone() {
    leaveRoomFor(SMALL);

    assertThatThrownBy(() -> CUDA.train(LARGE, null, RecordedTraining.toTheEnd()))
        .isInstanceOf(MemoryUsedUp.class)
        .hasMessageContaining("out of memory on the card");
    assertThat(CUDA.train(SMALL, null, RecordedTraining.toTheEnd())).isTrue();
  }

  /** What has been trained for hours is not lost because others have come meanwhile. */
  @Test
  void scoresAsSoonAsThereIsRoom() throws Exception {
    RecordedTraining trained = RecordedTraining.toTheEnd();
    CUDA.train(LARGE, null, trained);
    TrainedModel model =
        new TrainedModel(
            LARGE.network(), LARGE.training(), trained.checkpoints().getLast(), 0, null);
    Evaluation undisturbed = CUDA.evaluate(model, LARGE.validationImages(), () -> 1);
    Held first = new Held();
    CompletableFuture<Boolean> holds = train(LARGE, first);
    first.awaitEpoch();
    StandIn.memory(StandIn.used());

    CompletableFuture<Evaluation> scored =
        CompletableFuture.supplyAsync(
            () -> CUDA.evaluate(model, LARGE.validationImages(), () -> 1), threads);
    assertThat(scored).failsWithin(Duration.ofMillis(300)).withThrowableThat().withNoCause();
    first.goOn();

    assertThat(holds.get(1, TimeUnit.MINUTES)).isTrue();
    assertThat(scored.get(1, TimeUnit.MINUTES)).isEqualTo(undisturbed);
  }

  private CompletableFuture<Boolean> train(TrainingPlan plan, TrainingListener listener) {
    return CompletableFuture.supplyAsync(() -> CUDA.train(plan, null, listener), threads);
  }

  /** The card has left what a training takes, and nothing more. */
  private void leaveRoomFor(TrainingPlan plan) {
    StandIn.memory(StandIn.used() + needs(plan));
  }

  /** What it takes on the card when nothing of it is there. */
  private long needs(TrainingPlan plan) {
    StandIn.memory(PLENTY);
    Held one = new Held();
    CompletableFuture<Boolean> training = train(plan, one);
    one.awaitEpoch();
    long with = StandIn.used();
    one.goOn();
    training.join();
    return with - StandIn.used();
  }

  private static TrainingPlan plan(int units) {
    List<Layer> layers =
        List.of(
            new Layer.Flatten(),
            new Layer.Dense(units, Activation.RELU),
            new Layer.Dense(Plans.CLASSES, Activation.SOFTMAX));
    return Plans.of(
        Network.of(new NetworkSpec(layers), Plans.SHAPE, Plans.CLASSES),
        Plans.training(2, new Optimizer.Momentum(0.05, 0.9), 1e-3),
        2 * Plans.BATCH);
  }

  /** A training that stands still at the end of its first epoch until it may go on. */
  private static final class Held implements TrainingListener {
    final RecordedTraining recorded = RecordedTraining.toTheEnd();
    private final CountDownLatch epoch = new CountDownLatch(1);
    private final CountDownLatch mayGoOn = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean stopped;

    @Override
    public void epochCompleted(EpochMetrics metrics, Checkpoint checkpoint) {
      recorded.epochCompleted(metrics, checkpoint);
      epoch.countDown();
      await(mayGoOn);
    }

    @Override
    public boolean stopRequested() {
      asked.incrementAndGet();
      return stopped;
    }

    void goOn() {
      mayGoOn.countDown();
    }

    void stop() {
      stopped = true;
    }

    void awaitEpoch() {
      await(epoch);
    }

    void awaitAsked(int times) {
      Awaitility.await().pollInterval(Duration.ofMillis(10)).until(() -> asked.get() >= times);
    }

    long epochs() {
      return recorded.metrics().size();
    }

    private static void await(CountDownLatch latch) {
      try {
        assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
