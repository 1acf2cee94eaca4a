package dev.trainyard.engine.fused;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.AugmentedImages;
import dev.trainyard.engine.Checkpoint;
import dev.trainyard.engine.EpochLoop;
import dev.trainyard.engine.ParameterLayout;
import dev.trainyard.engine.ParameterLayout.Block;
import dev.trainyard.engine.Score;
import dev.trainyard.engine.StateLayout;
import dev.trainyard.engine.TrainingPlan;
import dev.trainyard.engine.fused.team.Team;
import dev.trainyard.engine.fused.update.Clipper;
import dev.trainyard.engine.fused.update.UpdateRule;
import dev.trainyard.engine.fused.update.Weights;
import dev.trainyard.network.Activation;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Network;
import dev.trainyard.network.Network.PlacedLayer;
import dev.trainyard.network.Shape;
import dev.trainyard.training.TrainingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A network with all its buffers, made once per trial; a mini-batch allocates nothing.
 *
 * <p>A mini-batch is cut into shards, at most {@link #MOST_SHARDS} and as many for one thread as
 * for many. Each shard goes forward and back on its own where no stage has to see all of them, see
 * {@link Passage}; then, when all have, the parameters are updated in pieces. What the shards say
 * is added up in their order, so threads cannot change a result.
 */
final class FusedNetwork implements EpochLoop.SingleSteps {
  /** Examples that are predicted at once at least. */
  static final int PREDICTED = 128;

  private static final int MOST_SHARDS = 16;

  /** The most examples of a chunk. */
  private static final int MOST_LANES = 64;

  /** The fewest; where there are no more in a mini-batch, it is one chunk. */
  private static final int FEWEST_LANES = 16;

  /** Lanes are so many or a multiple: the floats in a vector of AVX2. */
  private static final int VECTOR = 8;

  private final Network network;
  private final int fullBatch;
  private final UpdateRule rule;
  private final int chunks;
  private final int lanes;
  private final int shards;

  /** The most of a mini-batch that trains: what is predicted at once may be more. */
  private final int learningShards;

  private final float penalty;
  private final Map<Integer, Block> blocks;
  private final Input input;
  private final List<Stage> stages = new ArrayList<>();
  private final List<Stage.Update> updates = new ArrayList<>();
  private final List<Weights> weights = new ArrayList<>();
  private final List<Weights> statistics = new ArrayList<>();
  private final StateLayout stateLayout;
  private final CrossEntropy loss;
  private final @Nullable Clipper clipper;
  private final BatchContext pass;
  private final Passage passage;
  private final Team team;
  private final IntConsumer updateJob = this::runUpdate;

  /** The network of a plan in some state, to be trained. */
  static FusedNetwork training(TrainingPlan plan, Checkpoint state, Team team) {
    int largest = Math.min(plan.training().batchSize(), plan.trainImages().count());
    return new FusedNetwork(plan, state, Math.max(largest, PREDICTED), team);
  }

  /**
   * @param capacity the most examples of a mini-batch
   */
  FusedNetwork(TrainingPlan plan, Checkpoint state, int capacity, Team team) {
    TrainingSpec training = plan.training();
    this.network = plan.network();
    this.fullBatch = training.batchSize();
    this.team = team;
    this.rule = UpdateRule.of(training, plan.batches());
    this.penalty = (float) (2 * training.l2());
    this.lanes = lanes(training.batchSize());
    this.chunks = Math.ceilDiv(capacity, lanes);
    int chunksPerShard = Math.ceilDiv(chunks, MOST_SHARDS);
    this.shards = Math.ceilDiv(chunks, chunksPerShard);
    int learning = Math.ceilDiv(Math.min(training.batchSize(), capacity), lanes);
    this.learningShards = Math.ceilDiv(learning, chunksPerShard);
    this.pass = new BatchContext(training.seed(), lanes, chunksPerShard);
    this.blocks =
        ParameterLayout.of(network).stream()
            .collect(Collectors.toMap(block -> block.layer().index(), Function.identity()));
    this.input =
        beginsDense()
            ? new PixelInput(plan.trainImages(), plan.validationImages(), chunks, lanes)
            : new ImageInput(inputSignal());
    Signal signal = input.output();
    List<PlacedLayer> layers = Unfolding.of(network);
    for (int i = 0; i < layers.size(); i++) {
      PlacedLayer pool = i + 1 < layers.size() ? layers.get(i + 1) : layers.get(i);
      if (pooled(layers.get(i), pool)) {
        signal = appendPooled(layers.get(i), pool, signal);
        i++;
      } else {
        signal = append(layers.get(i), signal);
      }
    }
    this.loss = new CrossEntropy(signal, training.labelSmoothing());
    for (Stage stage : stages) {
      updates.addAll(stage.updates());
      weights.addAll(stage.weights());
      statistics.addAll(stage.statistics());
    }
    this.stateLayout = StateLayout.of(network, rule.states());
    this.passage = new Passage(plan.trainImages(), input, stages, loss, pass, team);
    blocks.values().stream().filter(Block::hidden).forEach(block -> penalise(block, training));
    this.clipper = rule.clips() ? new Clipper(training.clipping(), rule, weights, team) : null;
    setParameters(state.parameters());
    float[] updaterState = state.stateFor(network, training.optimizer());
    weights.forEach(some -> some.loadState(updaterState, stateLayout));
  }

  /**
   * Examples in a chunk: the mini-batch is cut as evenly as vectors and {@link #FEWEST_LANES}
   * allow, into two chunks at least, so that a second thread has something to do. It follows the
   * recipe alone, not the number of images, so that a stored model is evaluated as it was in
   * training.
   */
  static int lanes(int batchSize) {
    int chunks = Math.max(2, Math.ceilDiv(batchSize, MOST_LANES));
    int even = Math.ceilDiv(batchSize, chunks);
    return Math.max(FEWEST_LANES, Math.ceilDiv(even, VECTOR) * VECTOR);
  }

  /** Adds to a hidden layer's weights the penalties that its stage knows nothing of. */
  private void penalise(Block block, TrainingSpec training) {
    for (Weights some : weights) {
      if (isIn(some.place(), block.kernel(), block.kernelSize())) {
        some.l1 = (float) training.l1();
      } else if (isIn(some.place(), block.bias(), block.biasSize())) {
        some.decay = (float) (2 * training.l2Biases());
      }
    }
  }

  private static boolean isIn(int place, int from, int count) {
    return place >= from && place < from + count;
  }

  /** Whether the first layer that does anything is dense. */
  private boolean beginsDense() {
    return network.layers().stream()
        .map(PlacedLayer::layer)
        .dropWhile(layer -> layer instanceof Layer.Flatten)
        .findFirst()
        .filter(Layer.Dense.class::isInstance)
        .isPresent();
  }

  /**
   * Images come in lanes where a layer works on images, else in rows, as the dense layers want
   * them.
   */
  private Signal inputSignal() {
    Shape.Image shape = (Shape.Image) network.input();
    boolean onImages = network.layers().stream().anyMatch(FusedNetwork::worksOnImages);
    Signal.Format format = onImages ? Signal.Format.LANES : Signal.Format.ROWS;
    return Signal.input(format, shape.height(), shape.width(), shape.channels(), chunks, lanes);
  }

  private static boolean worksOnImages(PlacedLayer placed) {
    return switch (placed.layer()) {
      case Layer.Conv2d _, Layer.MaxPool2d _, Layer.AvgPool2d _, Layer.GlobalAvgPool2d _ -> true;
      case Layer.BatchNorm _ -> placed.input() instanceof Shape.Image;
      case Layer.Dense _, Layer.Flatten _, Layer.Dropout _, Layer.Activate _ -> false;
    };
  }

  private Signal append(PlacedLayer placed, Signal in) {
    if (placed.layer() instanceof Layer.Flatten && in.format == Signal.Format.ROWS) {
      return in;
    }
    Stage stage =
        switch (placed.layer()) {
          case Layer.Dense _ -> {
            Block block = block(placed);
            yield input instanceof PixelInput pixels && in == pixels.output()
                ? DenseStage.onPixels(pixels, block, rule, decay(block))
                : new DenseStage(in, block, rule, decay(block));
          }
          case Layer.Conv2d layer -> {
            Signal out = images(placed, in);
            ConvTail tail = new PlainTail(out, layer.activation());
            yield convolution(placed, in, tail, pays(placed, in, tail.rows(), tail.columns()));
          }
          case Layer.MaxPool2d layer -> new MaxPoolStage(in, layer, images(placed, in));
          case Layer.AvgPool2d layer -> new AvgPoolStage(in, layer, images(placed, in));
          case Layer.GlobalAvgPool2d _ -> new GlobalAvgPoolStage(in);
          case Layer.BatchNorm layer ->
              new BatchNormStage(in, in.like(), block(placed), layer, rule);
          case Layer.Flatten _ -> new FlattenStage(in);
          case Layer.Dropout(double rate) -> new DropoutStage(in, placed.index(), rate);
          case Layer.Activate(var activation) -> new ActivationStage(in, activation);
        };
    stages.add(stage);
    return stage.output();
  }

  /** Whether the second layer is a pooling that the first does on its way. */
  private static boolean pooled(PlacedLayer first, PlacedLayer second) {
    return second.layer() instanceof Layer.MaxPool2d pool
        && switch (first.layer()) {
          case Layer.Conv2d convolution -> PoolTail.fits(convolution, pool);
          case Layer.BatchNorm _ -> TileNormaliser.fits(first.input(), pool);
          default -> false;
        };
  }

  private Signal appendPooled(PlacedLayer first, PlacedLayer pool, Signal in) {
    Signal out = images(pool, in);
    Stage stage =
        first.layer() instanceof Layer.BatchNorm norm
            ? new BatchNormStage(in, out, block(first), norm, rule)
            : pooledConvolution(first, ((Layer.MaxPool2d) pool.layer()).size(), in, out);
    stages.add(stage);
    return stage.output();
  }

  private Stage pooledConvolution(PlacedLayer placed, int size, Signal in, Signal out) {
    Activation activation = placed.layer().activation();
    boolean atOnce = pays(placed, in, out.height * size, out.width * size);
    ConvTail tail = new PoolTail(out, size, activation, in.learns(), atOnce, shards);
    return convolution(placed, in, tail, atOnce);
  }

  /** By the recipe alone, so that a model is evaluated as it was trained, see {@link #lanes}. */
  private boolean pays(PlacedLayer placed, Signal in, int rows, int columns) {
    Layer.Conv2d layer = (Layer.Conv2d) placed.layer();
    int batchShards = Math.min(MOST_SHARDS, Math.ceilDiv(fullBatch, lanes));
    return FourierConvStage.pays(layer, in, rows, columns, fullBatch, batchShards);
  }

  private Stage convolution(PlacedLayer placed, Signal in, ConvTail tail, boolean fourier) {
    Block block = block(placed);
    float decay = decay(block);
    return fourier
        ? new FourierConvStage(
            in, block, tail, shards, learningShards, pass.chunksPerShard, rule, decay)
        : new ConvStage(in, block, tail, learningShards, rule, decay);
  }

  private Signal images(PlacedLayer placed, Signal in) {
    Shape.Image out = (Shape.Image) placed.output();
    return in.images(in.format, out.height(), out.width(), out.channels());
  }

  private Block block(PlacedLayer placed) {
    Block block = blocks.get(placed.index());
    if (block == null) {
      throw new IllegalStateException("no parameters for layer " + placed.index());
    }
    return block.of(placed);
  }

  private float decay(Block block) {
    return block.hidden() ? penalty : 0;
  }

  @Override
  public void setParameters(float[] parameters) {
    weights.forEach(some -> some.load(parameters));
    statistics.forEach(some -> some.load(parameters));
  }

  @Override
  public void copyParameters(float[] to) {
    save(weights, to);
    save(statistics, to);
  }

  private static void save(List<Weights> all, float[] to) {
    for (int i = 0; i < all.size(); i++) {
      all.get(i).save(to);
    }
  }

  @Override
  public Checkpoint checkpoint(int epoch) {
    float[] parameters = new float[ParameterLayout.size(network)];
    float[] updaterState = new float[stateLayout.size()];
    copyParameters(parameters);
    weights.forEach(some -> some.saveState(updaterState, stateLayout));
    return new Checkpoint(epoch, parameters, updaterState);
  }

  @Override
  public LabelledImages draw(AugmentedImages augmented, int epoch) {
    team.run(augmented.pieces(), piece -> augmented.draw(epoch, piece));
    return augmented.images();
  }

  @Override
  public void beginEpoch(int epoch, LabelledImages trainImages) {
    pass.beginEpoch(epoch);
    input.beginEpoch(trainImages);
  }

  @Override
  public double train(
      LabelledImages some, int[] theirOrder, int first, int count, int batch, long step) {
    long begin = System.nanoTime();
    pass.begin(true, batch, count);
    passage.run(some, theirOrder, first);
    double sum = loss.loss(pass.chunks);
    if (Double.isFinite(sum)) {
      rule.begin(step);
      team.run(updates.size(), updateJob);
      if (clipper != null) {
        clipper.run();
      }
    }
    if (count == fullBatch) {
      team.lap(System.nanoTime() - begin);
    }
    return sum;
  }

  @Override
  public int hits() {
    return loss.hits(pass.chunks);
  }

  /** The images are among those of the plan. */
  @Override
  public Score score(LabelledImages all) {
    Score[] score = {Score.NONE};
    predict(all, first -> score[0] = score[0].plus(new Score(loss.loss(pass.chunks), hits())));
    return score[0];
  }

  /**
   * What images are taken for that are among those of the plan.
   *
   * @return [count][classes]
   */
  float[][] probabilities(LabelledImages all) {
    float[][] probabilities = new float[all.count()][];
    predict(
        all,
        first -> {
          for (int example = 0; example < pass.examples; example++) {
            probabilities[first + example] = loss.probabilities(example);
          }
        });
    return probabilities;
  }

  /** Takes images forward, in their order; {@code then} is told which was the first of each lot. */
  private void predict(LabelledImages all, IntConsumer then) {
    int count = all.count();
    int[] inOrder = IntStream.range(0, count).toArray();
    int capacity = chunks * lanes;
    for (int first = 0; first < count; first += capacity) {
      pass.begin(false, 0, Math.min(capacity, count - first));
      passage.run(all, inOrder, first);
      then.accept(first);
    }
  }

  private void runUpdate(int update) {
    updates.get(update).run(pass);
  }
}
