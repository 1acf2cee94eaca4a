package dev.trainyard.engine.cuda;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.AugmentedImages;
import dev.trainyard.engine.Checkpoint;
import dev.trainyard.engine.EpochLoop;
import dev.trainyard.engine.MemoryUsedUp;
import dev.trainyard.engine.ParameterLayout;
import dev.trainyard.engine.Score;
import dev.trainyard.engine.StateLayout;
import dev.trainyard.engine.TrainingPlan;
import dev.trainyard.engine.cuda.driver.CudaException;
import dev.trainyard.engine.cuda.driver.Graph;
import dev.trainyard.network.Network;
import dev.trainyard.network.Shape;
import dev.trainyard.training.Averaging;
import dev.trainyard.training.TrainingSpec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A network on the card with all its memory, made once per trial.
 *
 * <p>A mini-batch is a row of kernels and matrix products that read from the card where the
 * training stands, see {@link Progress}. So it is captured as a graph, one for each number of
 * examples, and launched again and again without a word from the processor.
 */
final class CudaNetwork implements EpochLoop.Steps, AutoCloseable {
  /** Examples that are predicted at once, however large a mini-batch is. */
  private static final int PREDICTED = 256;

  /**
   * A row of kernels for some number of examples: launched one by one at first, then as a graph.
   */
  private static final class Pass {
    boolean ran;
    @Nullable Graph graph;
  }

  private final TrainingPlan plan;
  private final Network network;
  private final Workspace workspace;
  private final Parameters parameters;
  private final StateLayout stateLayout;
  private final Progress progress;
  private final Values input;
  private final List<CardLayer> layers;
  private final SoftmaxLoss loss;
  private final @Nullable Update update;
  private final CardImages.Lease trainImages;
  private final CardImages.Lease validationImages;
  private final @Nullable CardAugmentation augmentation;
  private final Map<Integer, Pass> trainingPasses = new HashMap<>();
  private final Map<Integer, Pass> predictingPasses = new HashMap<>();

  /** The network of a plan in some state, to be trained. */
  static CudaNetwork training(OpenCard card, TrainingPlan plan, Checkpoint state) {
    int largest = Math.min(plan.training().batchSize(), plan.trainImages().count());
    return of(card, plan, state, largest);
  }

  /** The network in some state, to predict images. */
  static CudaNetwork predicting(OpenCard card, TrainingPlan plan, Checkpoint state) {
    return of(card, plan, state, 0);
  }

  private static CudaNetwork of(OpenCard card, TrainingPlan plan, Checkpoint state, int learning) {
    Workspace workspace = new Workspace(card.card(), card.kernels());
    try {
      return new CudaNetwork(card, workspace, plan, state, learning);
    } catch (ArithmeticException e) {
      workspace.close();
      throw MemoryUsedUp.beyondCard(plan, e);
    } catch (CudaException e) {
      workspace.close();
      throw e.isOutOfMemory() && workspace.asked() > card.card().memory()
          ? MemoryUsedUp.beyondCard(plan, e)
          : e;
    } catch (RuntimeException | Error e) {
      workspace.close();
      throw e;
    }
  }

  private CudaNetwork(
      OpenCard card, Workspace workspace, TrainingPlan plan, Checkpoint state, int learning) {
    TrainingSpec training = plan.training();
    this.plan = plan;
    this.network = plan.network();
    this.workspace = workspace;
    boolean learns = learning > 0;
    int states = training.optimizer().states();
    Plumbing plumbing = Plumbing.of(workspace, Math.max(learning, PREDICTED), learning);
    this.parameters = new Parameters(workspace, network, states, learns);
    this.progress = new Progress(workspace, plan);
    this.stateLayout = StateLayout.of(network, states);
    Shape.Image image = (Shape.Image) network.input();
    this.input = plumbing.values(image, image, false);
    this.layers = new Layers(plumbing, plan, parameters, progress).behind(input);
    Values logits = layers.isEmpty() ? input : layers.getLast().output();
    int lots = Math.ceilDiv(plan.validationImages().count(), PREDICTED);
    this.loss =
        new SoftmaxLoss(
            plumbing,
            logits,
            progress,
            training.labelSmoothing(),
            Math.max(plan.trainImages().count(), plan.validationImages().count()),
            Math.max(plan.batches(), lots));
    this.update = learns ? new Update(workspace, parameters, progress, plan) : null;
    parameters.load(state.parameters());
    if (learns) {
      parameters.loadState(state.stateFor(network, training.optimizer()), stateLayout);
    }
    this.trainImages = card.images().take(plan.trainImages(), workspace.stream());
    try {
      AugmentedImages augmented = new AugmentedImages(plan);
      this.augmentation =
          learns && !augmented.augmentation().changesNothing()
              ? new CardAugmentation(workspace, augmented, trainImages.pixels())
              : null;
      this.validationImages = card.images().take(plan.validationImages(), workspace.stream());
    } catch (RuntimeException | Error e) {
      trainImages.close();
      throw e;
    }
  }

  @Override
  public int together() {
    return Averaging.EVERY;
  }

  @Override
  public LabelledImages draw(AugmentedImages augmented, int epoch) {
    if (augmentation != null) {
      augmentation.draw(epoch);
    }
    return plan.trainImages();
  }

  @Override
  public void train(EpochLoop.MiniBatches epoch, int first, int end) {
    if (first == 0) {
      progress.beginEpoch(epoch.epoch(), epoch.order());
      learning().beginEpoch(epoch.epoch());
    }
    progress.goTo(first, epoch.from(first));
    for (int batch = first; batch < end; batch++) {
      run(trainingPasses, epoch.count(batch), this::trainOne);
    }
    loss.tally(first, end, epoch.size(), epoch.order().length);
    System.arraycopy(loss.losses(first, end), 0, epoch.losses(), first, end - first);
    System.arraycopy(loss.hits(first, end), 0, epoch.hits(), first, end - first);
  }

  private Update learning() {
    if (update == null) {
      throw new IllegalStateException("this network was made to predict");
    }
    return update;
  }

  private void run(Map<Integer, Pass> passes, int examples, IntConsumer work) {
    Pass pass = passes.computeIfAbsent(examples, _ -> new Pass());
    if (!pass.ran) {
      // What the libraries load when they are first used cannot be captured.
      work.accept(examples);
      pass.ran = true;
      return;
    }
    if (pass.graph == null) {
      pass.graph = workspace.stream().capture(() -> work.accept(examples));
    }
    workspace.stream().launch(pass.graph);
  }

  private void trainOne(int examples) {
    long pixels = augmentation == null ? trainImages.pixels() : augmentation.drawn();
    gather(examples, pixels, trainImages.labels(), progress.order());
    layers.forEach(layer -> layer.forward(examples, true));
    loss.compute(examples, true);
    layers.reversed().forEach(layer -> layer.backward(examples));
    learning().run();
  }

  private void predictOne(int examples) {
    gather(examples, validationImages.pixels(), validationImages.labels(), 0);
    layers.forEach(layer -> layer.forward(examples, false));
    loss.compute(examples, false);
  }

  private void gather(int examples, long pixels, long labels, long order) {
    workspace.each(
        "gather",
        examples * input.size(),
        pixels,
        labels,
        order,
        progress.place(),
        input.size(),
        input.values(),
        loss.labels());
  }

  /** The images are the plan's validation images. */
  @Override
  public Score score(LabelledImages images) {
    int count = images.count();
    progress.goTo(0, 0);
    for (int first = 0; first < count; first += PREDICTED) {
      run(predictingPasses, Math.min(PREDICTED, count - first), this::predictOne);
    }
    int lots = Math.ceilDiv(count, PREDICTED);
    loss.tally(0, lots, PREDICTED, count);
    return new Score(
        Arrays.stream(loss.losses(0, lots)).sum(), Arrays.stream(loss.hits(0, lots)).sum());
  }

  /**
   * What the plan's validation images are taken for.
   *
   * @return [count][classes]
   */
  float[][] probabilities() {
    int count = plan.validationImages().count();
    int classes = network.classes();
    float[][] probabilities = new float[count][];
    progress.goTo(0, 0);
    for (int first = 0; first < count; first += PREDICTED) {
      int examples = Math.min(PREDICTED, count - first);
      run(predictingPasses, examples, this::predictOne);
      float[] rows = loss.probabilities(examples);
      for (int i = 0; i < examples; i++) {
        probabilities[first + i] = Arrays.copyOfRange(rows, i * classes, (i + 1) * classes);
      }
    }
    return probabilities;
  }

  @Override
  public void copyParameters(float[] to) {
    parameters.save(to);
  }

  @Override
  public void setParameters(float[] some) {
    parameters.load(some);
  }

  @Override
  public Checkpoint checkpoint(int epoch) {
    float[] saved = new float[ParameterLayout.size(network)];
    float[] updaterState = new float[stateLayout.size()];
    parameters.save(saved);
    parameters.saveState(updaterState, stateLayout);
    return new Checkpoint(epoch, saved, updaterState);
  }

  @Override
  public void close() {
    // The workspace, closed first, waits for what still reads the images.
    try (trainImages;
        validationImages;
        workspace) {
      closeGraphs(trainingPasses);
      closeGraphs(predictingPasses);
    }
  }

  private static void closeGraphs(Map<Integer, Pass> passes) {
    for (Pass pass : passes.values()) {
      if (pass.graph != null) {
        pass.graph.close();
      }
    }
  }
}
