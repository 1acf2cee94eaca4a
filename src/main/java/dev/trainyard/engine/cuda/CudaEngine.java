package dev.trainyard.engine.cuda;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.Checkpoint;
import dev.trainyard.engine.EngineProvenance;
import dev.trainyard.engine.EngineUnavailable;
import dev.trainyard.engine.EpochLoop;
import dev.trainyard.engine.Evaluation;
import dev.trainyard.engine.MemoryUsedUp;
import dev.trainyard.engine.TrainedModel;
import dev.trainyard.engine.TrainingEngine;
import dev.trainyard.engine.TrainingFailed;
import dev.trainyard.engine.TrainingListener;
import dev.trainyard.engine.TrainingPlan;
import dev.trainyard.engine.cuda.driver.CardUnavailable;
import dev.trainyard.engine.cuda.driver.CudaException;
import dev.trainyard.engine.cuda.driver.CudaSettings;
import dev.trainyard.network.Network;
import dev.trainyard.network.Shape;
import dev.trainyard.training.TrainingSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The engine for an NVIDIA card, from plain Java: driver, NVRTC and cuBLAS are called through the
 * Foreign Function API. Trials that are trained at once have a stream each.
 */
public final class CudaEngine implements TrainingEngine, AutoCloseable {
  static final String NAME = "cuda";

  private final SharedCard card;

  /** Two that are half laid out would keep each other out of the card's memory. */
  private final Object oneByOne = new Object();

  /** An engine that looks for its card when it is first asked. */
  public CudaEngine(CudaSettings settings) {
    this.card = new SharedCard(settings);
  }

  /** An engine with these settings, for those who do not know the driver. */
  public CudaEngine(List<Path> libraries, int device, @Nullable Path cache, boolean tf32) {
    this(new CudaSettings(libraries, device, cache, tf32));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public EngineProvenance provenance() {
    try (SharedCard.Use use = card.use()) {
      return use.card().provenance();
    } catch (CardUnavailable e) {
      throw unavailable(e);
    }
  }

  @Override
  public Optional<String> unusable() {
    return card.obstacle();
  }

  @Override
  public Optional<String> unsupported(Network network, TrainingSpec training) {
    Shape.Image classes = network.flattenedBefore(network.layers().size());
    // On the card, a flattened image keeps its values in the order of pixels.
    return classes != null && classes.channels() > 1 && classes.size() > classes.channels()
        ? Optional.of(
            "cuda takes no classes that are the values of a flattened image of several channels; put a dense layer behind flatten")
        : Optional.empty();
  }

  @Override
  public boolean train(TrainingPlan plan, @Nullable Checkpoint from, TrainingListener listener) {
    Checkpoint start = from == null ? plan.beginning() : from;
    return onCard(
        plan,
        open -> {
          try (CudaNetwork network = layOut(() -> CudaNetwork.training(open, plan, start))) {
            return new EpochLoop(plan, listener).run(network, start);
          }
        });
  }

  @Override
  public Evaluation evaluate(TrainedModel model, LabelledImages images, IntSupplier threads) {
    TrainingPlan plan = plan(model, images);
    return onCard(
        plan,
        open -> {
          try (CudaNetwork network =
              layOut(() -> CudaNetwork.predicting(open, plan, model.state()))) {
            return Evaluation.of(network.score(images), images.count());
          }
        });
  }

  @Override
  public float[][] probabilities(TrainedModel model, LabelledImages images, IntSupplier threads) {
    TrainingPlan plan = plan(model, images);
    return onCard(
        plan,
        open -> {
          try (CudaNetwork network =
              layOut(() -> CudaNetwork.predicting(open, plan, model.state()))) {
            return network.probabilities();
          }
        });
  }

  /** Gives the card back, when nothing is trained on it any more. */
  @Override
  public void close() {
    card.close();
  }

  private static TrainingPlan plan(TrainedModel model, LabelledImages images) {
    return new TrainingPlan(model.network(), model.training(), images, images, () -> 1);
  }

  private CudaNetwork layOut(Supplier<CudaNetwork> network) {
    synchronized (oneByOne) {
      return network.get();
    }
  }

  private <T> T onCard(TrainingPlan plan, Function<OpenCard, T> work) {
    try (SharedCard.Use use = card.use()) {
      return work.apply(use.card());
    } catch (CardUnavailable e) {
      throw unavailable(e);
    } catch (CudaException e) {
      throw failed(plan, e);
    } catch (OutOfMemoryError e) {
      throw MemoryUsedUp.inTraining(plan, e);
    }
  }

  private static EngineUnavailable unavailable(CardUnavailable e) {
    return new EngineUnavailable("the engine cuda cannot be used: " + e.getMessage());
  }

  private static TrainingFailed failed(TrainingPlan plan, CudaException e) {
    if (e.isOutOfMemory()) {
      return MemoryUsedUp.onCard(plan, e);
    }
    if (e.isLost()) {
      return new TrainingFailed(
          "the card was lost (%s): resume the trial, which goes on from its last epoch"
              .formatted(e.getMessage()),
          e);
    }
    return new TrainingFailed("the card refused to go on: " + e.getMessage(), e);
  }
}
