package dev.trainyard.engine.fused;

import dev.trainyard.engine.ParameterLayout.Block;
import dev.trainyard.engine.fused.arithmetic.Floats;
import dev.trainyard.engine.fused.update.Places;
import dev.trainyard.engine.fused.update.UpdateRule;
import dev.trainyard.engine.fused.update.Weights;
import dev.trainyard.network.Layer;
import java.util.List;

/**
 * Batch normalisation; the formulas stand with {@link Layer.BatchNorm}.
 *
 * <p>Moments and gradients are those of the whole mini-batch: each chunk has its own, and when all
 * shards have met they are put together in the order of the chunks (Chan, Golub and LeVeque 1979),
 * so threads cannot change them.
 *
 * <p>With n values of a feature, x̂ = (x − μ) / σ and the output's gradient g, the gradients are Σ
 * g for β, Σ g x̂ for γ and γ / σ · (g − Σ g / n − x̂ · Σ g x̂ / n) for x.
 */
final class BatchNormStage implements MeetingStage {
  private final Signal input;
  private final Signal output;
  private final Normaliser normaliser;
  private final UpdateRule rule;
  private final float momentum;
  private final float epsilon;
  private final int features;
  private final Weights gamma;
  private final Weights beta;
  private final Weights runningMean;
  private final Weights runningVariance;

  // Of each chunk, [chunk][feature].
  private final float[][] chunkMeans;
  private final float[][] chunkSquares;
  private final float[][] chunkSums;
  private final float[][] chunkProducts;

  // Of the mini-batch.
  private final float[] means;
  private final float[] variances;
  private final float[] inverseDeviations;
  private final float[] scales;
  private final float[] shifts;
  private final float[] slopes;

  /**
   * @param output like the input, or where max pooling follows what that leaves
   */
  BatchNormStage(Signal input, Signal output, Block block, Layer.BatchNorm layer, UpdateRule rule) {
    this.input = input;
    this.output = output;
    this.normaliser = Normaliser.of(input, output);
    this.rule = rule;
    this.momentum = (float) layer.momentum();
    this.epsilon = (float) layer.epsilon();
    this.features = block.biasSize();
    this.gamma = new Weights(Places.range(block.kernel(), features), rule.states(), 0);
    this.gamma.exempt = true;
    this.beta = new Weights(Places.range(block.bias(), features), rule.states(), 0);
    this.beta.exempt = true;
    this.runningMean = new Weights(Places.range(block.means(), features), 0, 0);
    this.runningVariance = new Weights(Places.range(block.variances(), features), 0, 0);
    this.chunkMeans = new float[input.chunks][features];
    this.chunkSquares = new float[input.chunks][features];
    this.chunkSums = new float[input.chunks][features];
    this.chunkProducts = new float[input.chunks][features];
    this.means = new float[features];
    this.variances = new float[features];
    this.inverseDeviations = new float[features];
    this.scales = new float[features];
    this.shifts = new float[features];
    this.slopes = new float[features];
  }

  @Override
  public Signal output() {
    return output;
  }

  @Override
  public List<Weights> weights() {
    return List.of(gamma, beta);
  }

  @Override
  public List<Weights> statistics() {
    return List.of(runningMean, runningVariance);
  }

  @Override
  public List<Update> updates() {
    return List.of(this::update);
  }

  /** Predicts with the running averages. */
  @Override
  public void begin(BatchContext pass) {
    if (!pass.training) {
      System.arraycopy(runningMean.values, 0, means, 0, features);
      scale(runningVariance.values);
    }
  }

  @Override
  public void look(int chunk, BatchContext pass) {
    normaliser.moments(
        chunk, input.filled(chunk, pass.examples), chunkMeans[chunk], chunkSquares[chunk]);
  }

  @Override
  public void meet(BatchContext pass) {
    for (int f = 0; f < features; f++) {
      double count = 0;
      double mean = 0;
      double squares = 0;
      for (int chunk = 0; chunk < pass.chunks; chunk++) {
        double more = (double) input.filled(chunk, pass.examples) * normaliser.values();
        double distance = chunkMeans[chunk][f] - mean;
        squares += chunkSquares[chunk][f] + distance * distance * count * more / (count + more);
        mean += distance * more / (count + more);
        count += more;
      }
      means[f] = (float) mean;
      variances[f] = (float) (squares / count);
    }
    scale(variances);
  }

  private void scale(float[] spread) {
    for (int f = 0; f < features; f++) {
      inverseDeviations[f] = (float) (1 / Math.sqrt(spread[f] + epsilon));
      scales[f] = gamma.values[f] * inverseDeviations[f];
    }
  }

  @Override
  public void forward(int chunk, BatchContext pass) {
    normaliser.normalise(chunk, means, scales, beta.values);
  }

  @Override
  public void lookBack(int chunk, BatchContext pass) {
    normaliser.sums(
        chunk, input.filled(chunk, pass.examples), means, chunkSums[chunk], chunkProducts[chunk]);
  }

  @Override
  public void meetBack(BatchContext pass) {
    Floats.reduce(chunkSums, pass.chunks, beta.gradient, 0, features);
    Floats.reduce(chunkProducts, pass.chunks, gamma.gradient, 0, features);
    float share = 1f / (pass.examples * normaliser.values());
    for (int f = 0; f < features; f++) {
      gamma.gradient[f] *= inverseDeviations[f];
      shifts[f] = scales[f] * beta.gradient[f] * share;
      slopes[f] = scales[f] * inverseDeviations[f] * gamma.gradient[f] * share;
    }
  }

  @Override
  public void backward(int chunk, int shard, BatchContext pass) {
    if (input.learns()) {
      normaliser.giveBack(chunk, input.filled(chunk, pass.examples), means, scales, shifts, slopes);
    }
  }

  private void update(BatchContext pass) {
    rule.apply(gamma, 0, features);
    rule.apply(beta, 0, features);
    for (int f = 0; f < features; f++) {
      runningMean.values[f] += (1 - momentum) * (means[f] - runningMean.values[f]);
      runningVariance.values[f] += (1 - momentum) * (variances[f] - runningVariance.values[f]);
    }
  }
}
