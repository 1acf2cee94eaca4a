package dev.trainyard.engine.cuda;

import dev.trainyard.network.Layer;

/** Batch normalisation; the formulas stand with {@link Layer.BatchNorm}. */
final class BatchNormLayer implements CardLayer {
  /** Mean, inverse deviation and scale of a feature. */
  private static final int NORM = 3;

  private final Workspace workspace;
  private final Values input;
  private final Values output;
  private final Parts parts;
  private final float momentum;
  private final float epsilon;
  private final int features;

  /** Values of a feature in one example. */
  private final int pixels;

  private final RowSums sums;
  private final long norms;
  private final long pulls;

  /** What is kept for each feature. */
  record Parts(Tensor gammas, Tensor betas, Tensor means, Tensor variances) {}

  BatchNormLayer(
      Plumbing plumbing, Values input, Values output, Layer.BatchNorm layer, Parts parts) {
    this.workspace = plumbing.workspace();
    this.input = input;
    this.output = output;
    this.parts = parts;
    this.momentum = (float) layer.momentum();
    this.epsilon = (float) layer.epsilon();
    this.features = Layer.BatchNorm.features(input.shape());
    this.pixels = input.size() / features;
    this.sums = plumbing.pairsOfSums(plumbing.learning() * pixels, features);
    this.norms = workspace.floats((long) NORM * features);
    this.pulls = workspace.floats(2L * features);
  }

  @Override
  public Values output() {
    return output;
  }

  @Override
  public void forward(int examples, boolean training) {
    if (training) {
      measure(examples * pixels);
    } else {
      workspace.each(
          "runningNorms",
          features,
          epsilon,
          parts.gammas().values(),
          parts.means().values(),
          parts.variances().values(),
          norms);
    }
    workspace.each(
        "normalise",
        examples * input.size(),
        features,
        norms,
        parts.betas().values(),
        input.values(),
        output.values());
  }

  private void measure(int rows) {
    int perSlice = RowSums.perSlice(rows);
    workspace.inColumns(
        "sliceMoments",
        features,
        RowSums.slices(rows),
        rows,
        features,
        perSlice,
        input.values(),
        sums.slices());
    workspace.each(
        "batchNorms",
        features,
        rows,
        perSlice,
        sums.slices(),
        momentum,
        epsilon,
        parts.gammas().values(),
        parts.means().values(),
        parts.variances().values(),
        norms);
  }

  @Override
  public void backward(int examples) {
    int rows = examples * pixels;
    int slices = RowSums.slices(rows);
    workspace.inColumns(
        "sliceProducts",
        features,
        slices,
        rows,
        features,
        RowSums.perSlice(rows),
        norms,
        input.values(),
        output.gradients(),
        sums.slices());
    workspace.each(
        "normGradients",
        features,
        rows,
        slices,
        sums.slices(),
        norms,
        parts.gammas().gradients(),
        parts.betas().gradients(),
        pulls);
    if (input.learns()) {
      workspace.each(
          "normaliseBack",
          examples * input.size(),
          features,
          norms,
          pulls,
          input.values(),
          output.gradients(),
          input.gradients());
    }
  }
}
