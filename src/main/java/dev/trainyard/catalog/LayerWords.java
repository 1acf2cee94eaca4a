package dev.trainyard.catalog;

import dev.trainyard.network.Activation;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Network.PlacedLayer;
import dev.trainyard.network.Padding;
import dev.trainyard.network.Shape;

/** Layers and activations in words. */
final class LayerWords {

  private LayerWords() {}

  /** What a layer does. */
  static String does(Layer layer) {
    return switch (layer) {
      case Layer.Dense(int units, _, _) ->
          "connects each of its %,d units to every input".formatted(units);
      case Layer.Conv2d(int filters, int kernel, _, _, _, _) ->
          "looks for %,d features, each with one kernel of %dx%d that slides over the whole image"
              .formatted(filters, kernel, kernel);
      case Layer.MaxPool2d(int size, _, _) ->
          "keeps the largest of each %dx%d values, so that a small shift changes little"
              .formatted(size, size);
      case Layer.AvgPool2d(int size, _, Padding padding) ->
          "averages each %dx%d values, so that a small shift changes little%s"
              .formatted(size, size, padding == Padding.SAME ? "; padding does not count" : "");
      case Layer.GlobalAvgPool2d _ ->
          "averages each channel over the whole image: how strongly its feature is there, wherever it is";
      case Layer.BatchNorm(double momentum, double epsilon) ->
          "γ (x - μ) / √(σ² + %s) + β for each feature, with mean μ and variance σ² of the mini-batch while training, and their running averages (momentum %s) when predicting: the layers behind it see values of a steady size"
              .formatted(epsilon, momentum);
      case Layer.Flatten _ -> "lays an image out as a vector";
      case Layer.Dropout(double rate) ->
          "sets values to 0 with probability %s while training, so that no unit relies on another"
              .formatted(rate);
      case Layer.Activate _ -> "applies its activation to every value";
    };
  }

  /** What an activation is and why it fits. */
  static String why(Activation activation) {
    return switch (activation) {
      case RELU ->
          "max(0, x): cheap, and its slope of 1 for every active unit lets gradients through many layers unchanged";
      case LEAKY_RELU ->
          "x above 0, else %s x, so that a unit which is not active still learns"
              .formatted(Activation.LEAKY_SLOPE);
      case ELU ->
          "x above 0, else exp(x) - 1 (alpha is 1): smooth, and its outputs are centred nearer to 0 than a ReLU's";
      case GELU ->
          "x / (1 + exp(-%s x)): smooth, near 0 far below 0 and near x far above; the sigmoid form of GELU, within 0.021 of x Φ(x)"
              .formatted(Activation.GELU_FACTOR);
      case SOFTMAX ->
          "exp(z_k) / Σ exp(z_j): the outputs are positive and add up to 1, so they are probabilities of classes that exclude each other";
      case TANH -> "between -1 and 1, centred on 0; its slope vanishes far from 0";
      case SIGMOID -> "between 0 and 1; its slope is at most a quarter and vanishes far from 0";
      case LINEAR -> "none: the values are passed on as they are";
    };
  }

  /** How the trainable parameters add up. */
  static String workedOut(PlacedLayer placed) {
    return switch (placed.layer()) {
      case Layer.Dense(int units, _, _) ->
          "%,d × %,d + %,d = %,d"
              .formatted(placed.input().size(), units, units, placed.parameters());
      case Layer.Conv2d(int filters, int kernel, _, _, _, _) ->
          "%d × %d × %,d × %,d + %,d = %,d"
              .formatted(
                  kernel,
                  kernel,
                  ((Shape.Image) placed.input()).channels(),
                  filters,
                  filters,
                  placed.parameters());
      case Layer.BatchNorm _ ->
          "2 × %,d = %,d".formatted(Layer.BatchNorm.features(placed.input()), placed.parameters());
      case Layer.MaxPool2d _,
          Layer.AvgPool2d _,
          Layer.GlobalAvgPool2d _,
          Layer.Flatten _,
          Layer.Dropout _,
          Layer.Activate _ ->
          "0";
    };
  }
}
