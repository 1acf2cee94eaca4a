package dev.trainyard.experiment;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.Checkpoint;
import dev.trainyard.engine.EngineProvenance;
import dev.trainyard.engine.Evaluation;
import dev.trainyard.engine.TrainedModel;
import dev.trainyard.engine.TrainingEngine;
import dev.trainyard.engine.TrainingListener;
import dev.trainyard.engine.TrainingPlan;
import dev.trainyard.network.Network;
import dev.trainyard.training.EpochMetrics;
import dev.trainyard.training.TrainingSpec;
import dev.trainyard.training.Validation;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiPredicate;
import java.util.function.IntSupplier;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * Trains nothing, but keeps an engine's contract to the letter: what an epoch yields is a pure
 * function of the seed and of the checkpoint before it, so a lost or a repeated epoch shows in the
 * curve. A script decides what happens in a mini-batch.
 */
@NullUnmarked
public final class ScriptedEngine implements TrainingEngine {
  private static final int BATCHES = 4;

  /** What happens in a mini-batch. */
  public interface Script {
    void batch(TrainingPlan plan, int epoch, int batch);
  }

  private volatile Script script = (plan, epoch, batch) -> {};

  private volatile CountDownLatch hold = new CountDownLatch(0);

  public void play(Script next) {
    script = next;
  }

  /** Lets every training wait at the beginning of an epoch until {@link #release}. */
  public void holdInEpoch(int epoch) {
    hold((plan, current) -> current == epoch);
  }

  /**
   * Lets some trainings wait in some of their epochs until {@link #release}; others that wait go
   * on.
   */
  public void hold(BiPredicate<TrainingPlan, Integer> where) {
    CountDownLatch before = hold;
    CountDownLatch latch = new CountDownLatch(1);
    hold = latch;
    play(
        (plan, current, batch) -> {
          if (where.test(plan, current)) {
            try {
              latch.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        });
    before.countDown();
  }

  /** Lets trainings go on two by two, mini-batch by mini-batch. */
  void playInPairs() {
    CyclicBarrier pair = new CyclicBarrier(2);
    play(
        (plan, epoch, batch) -> {
          try {
            pair.await(20, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } catch (BrokenBarrierException | TimeoutException e) {
            throw new AssertionError("nobody trains beside", e);
          }
        });
  }

  /** Goes on without incidents. */
  public void release() {
    play((plan, epoch, batch) -> {});
    hold.countDown();
  }

  @Override
  public String name() {
    return "dl4j";
  }

  @Override
  public EngineProvenance provenance() {
    return new EngineProvenance(name(), "a script", "none", 1);
  }

  @Override
  public Optional<String> unsupported(Network network, TrainingSpec training) {
    return Optional.empty();
  }

  @Override
  public boolean train(TrainingPlan plan, @Nullable Checkpoint from, TrainingListener listener) {
    float state = from == null ? plan.training().seed() : from.parameters()[0];
    for (int epoch = from == null ? 1 : from.epoch() + 1;
        epoch <= plan.training().epochs();
        epoch++) {
      for (int batch = 1; batch <= BATCHES; batch++) {
        if (listener.stopRequested()) {
          return false;
        }
        script.batch(plan, epoch, batch);
        listener.progress(epoch, batch, BATCHES);
      }
      state = (state * 31 + epoch) % 9973;
      listener.epochCompleted(
          new EpochMetrics(epoch, state, 0.5, 1 / (1 + state), state / 9973, 0.1, 0.01),
          checkpoint(plan, epoch, state));
    }
    return true;
  }

  @Override
  public Evaluation evaluate(TrainedModel model, LabelledImages images, IntSupplier threads) {
    throw new UnsupportedOperationException("it has learned nothing");
  }

  /** Sure of one class, which the state decides and which another one follows with each image. */
  @Override
  public float[][] probabilities(TrainedModel model, LabelledImages images, IntSupplier threads) {
    float[][] probabilities = new float[images.count()][images.classes()];
    int state = (int) model.state().parameters()[0];
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i][(state + i) % images.classes()] = 1;
    }
    return probabilities;
  }

  /**
   * Just the state; where the network is scored in the end, one that DL4J takes for plain SGD's.
   */
  private static Checkpoint checkpoint(TrainingPlan plan, int epoch, float state) {
    if (plan.training().validation().source() == Validation.Source.TEST) {
      return new Checkpoint(epoch, new float[] {state}, new float[] {epoch}, new float[] {state});
    }
    float[] parameters = new float[(int) plan.network().parameters()];
    parameters[0] = state;
    return new Checkpoint(epoch, parameters, new float[0]);
  }
}
