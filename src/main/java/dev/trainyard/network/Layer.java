package dev.trainyard.network;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * One layer of the network language: what a user writes, and the shape rule that goes with it. How
 * a layer is computed is the business of the training engines.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@Schema(
    description =
        "A layer; its shapes are inferred; POST /networks/summary names the engines that train it")
@JsonSubTypes({
  @JsonSubTypes.Type(Layer.Dense.class),
  @JsonSubTypes.Type(Layer.Conv2d.class),
  @JsonSubTypes.Type(Layer.MaxPool2d.class),
  @JsonSubTypes.Type(Layer.AvgPool2d.class),
  @JsonSubTypes.Type(Layer.GlobalAvgPool2d.class),
  @JsonSubTypes.Type(Layer.BatchNorm.class),
  @JsonSubTypes.Type(Layer.Flatten.class),
  @JsonSubTypes.Type(Layer.Dropout.class),
  @JsonSubTypes.Type(Layer.Activate.class)
})
public sealed interface Layer {

  /** The largest number of units, filters or pixels along a side that a layer may have. */
  int LARGEST = 65_536;

  /** The layer's name in JSON, such as {@code conv2d}. */
  default String type() {
    return getClass().getAnnotation(JsonTypeName.class).value();
  }

  /**
   * The shape that this layer makes of {@code input}.
   *
   * @throws LayerMisfit if the layer cannot follow a layer of that shape
   */
  Shape outputShape(Shape input);

  /**
   * The number of trainable parameters behind an input of this shape, such as kernel and biases.
   */
  default long parameters(Shape input) {
    return 0;
  }

  /** The numbers that are kept beside the parameters and not trained: running averages. */
  default long statistics(Shape input) {
    return 0;
  }

  /** The number of multiply-adds for one example, forward. */
  default long multiplyAdds(Shape input) {
    return 0;
  }

  /** What the layer applies to its outputs; {@code LINEAR} where it has no activation. */
  default Activation activation() {
    return Activation.LINEAR;
  }

  /** Every unit is connected to every input: output = activation(input W + b). */
  @JsonTypeName("dense")
  record Dense(
      @Min(1) @Max(LARGEST) int units,
      @NotNull Activation activation,
      @NotNull Initializer kernelInitializer)
      implements Layer {
    /** A layer that begins as Keras's do. */
    public Dense(int units, Activation activation) {
      this(units, activation, Initializer.GLOROT_UNIFORM);
    }

    /** Fills in Keras's defaults: no activation, a Glorot-uniform kernel. */
    @JsonCreator
    static Dense of(
        int units, @Nullable Activation activation, @Nullable Initializer kernelInitializer) {
      return new Dense(
          units,
          orElse(activation, Activation.LINEAR),
          orElse(kernelInitializer, Initializer.GLOROT_UNIFORM));
    }

    @Override
    public Shape outputShape(Shape input) {
      if (!(input instanceof Shape.Vector)) {
        throw new LayerMisfit(
            "a dense layer needs a vector, not an image of shape %s; put a flatten layer before it"
                .formatted(input));
      }
      return new Shape.Vector(units);
    }

    @Override
    public long parameters(Shape input) {
      return (input.size() + 1L) * units;
    }

    @Override
    public long multiplyAdds(Shape input) {
      return (long) input.size() * units;
    }
  }

  /** Slides {@code filters} square kernels over the image. */
  @JsonTypeName("conv2d")
  record Conv2d(
      @Min(1) @Max(LARGEST) int filters,
      @Min(1) @Max(LARGEST) int kernel,
      @Min(1) @Max(LARGEST) int stride,
      @NotNull Padding padding,
      @NotNull Activation activation,
      @NotNull Initializer kernelInitializer)
      implements Layer {
    /** A layer that begins as Keras's do. */
    public Conv2d(int filters, int kernel, int stride, Padding padding, Activation activation) {
      this(filters, kernel, stride, padding, activation, Initializer.GLOROT_UNIFORM);
    }

    /** Fills in Keras's defaults: stride 1, no padding, no activation, a Glorot-uniform kernel. */
    @JsonCreator
    static Conv2d of(
        int filters,
        int kernel,
        @Nullable Integer stride,
        @Nullable Padding padding,
        @Nullable Activation activation,
        @Nullable Initializer kernelInitializer) {
      return new Conv2d(
          filters,
          kernel,
          orElse(stride, 1),
          orElse(padding, Padding.VALID),
          orElse(activation, Activation.LINEAR),
          orElse(kernelInitializer, Initializer.GLOROT_UNIFORM));
    }

    @Override
    public Shape.Image outputShape(Shape input) {
      Shape.Image image = Images.required(type(), input);
      return Images.under("a conv2d layer's kernel", kernel, stride, padding, image, filters);
    }

    @Override
    public long parameters(Shape input) {
      long weights = (long) kernel * kernel * Images.required(type(), input).channels();
      return Math.multiplyExact(weights + 1, (long) filters);
    }

    @Override
    public long multiplyAdds(Shape input) {
      Shape.Image out = outputShape(input);
      return (long) out.height() * out.width() * (parameters(input) - filters);
    }
  }

  /** Keeps the largest value of every window, channel by channel. */
  @JsonTypeName("maxPool2d")
  record MaxPool2d(
      @Min(1) @Max(LARGEST) int size, @Min(1) @Max(LARGEST) int stride, @NotNull Padding padding)
      implements Layer {
    /** Fills in Keras's defaults: windows that do not overlap, no padding. */
    @JsonCreator
    static MaxPool2d of(int size, @Nullable Integer stride, @Nullable Padding padding) {
      return new MaxPool2d(size, orElse(stride, size), orElse(padding, Padding.VALID));
    }

    @Override
    public Shape outputShape(Shape input) {
      Shape.Image image = Images.required(type(), input);
      return Images.under(
          "a maxPool2d layer's window", size, stride, padding, image, image.channels());
    }
  }

  /**
   * Averages every window, channel by channel. As in Keras, padding is left out: a window that
   * reaches over the border divides by the number of its cells inside the image.
   */
  @Schema(
      description =
          "Averages every window, channel by channel; with padding same a window divides by the number of its cells inside the image")
  @JsonTypeName("avgPool2d")
  record AvgPool2d(
      @Min(1) @Max(LARGEST) int size, @Min(1) @Max(LARGEST) int stride, @NotNull Padding padding)
      implements Layer {
    /** Fills in Keras's defaults: windows that do not overlap, no padding. */
    @JsonCreator
    static AvgPool2d of(int size, @Nullable Integer stride, @Nullable Padding padding) {
      return new AvgPool2d(size, orElse(stride, size), orElse(padding, Padding.VALID));
    }

    @Override
    public Shape outputShape(Shape input) {
      Shape.Image image = Images.required(type(), input);
      return Images.under(
          "an avgPool2d layer's window", size, stride, padding, image, image.channels());
    }
  }

  /** Averages every channel over the whole image: a vector with one value for each channel. */
  @Schema(description = "Averages every channel over the whole image: one value for each")
  @JsonTypeName("globalAvgPool2d")
  record GlobalAvgPool2d() implements Layer {
    @Override
    public Shape outputShape(Shape input) {
      return new Shape.Vector(Images.required(type(), input).channels());
    }
  }

  /**
   * Batch normalisation (Ioffe and Szegedy 2015) of every channel of an image, or every value of a
   * vector: output = γ (x − μ) / √(σ² + epsilon) + β.
   *
   * <p>While training, μ and σ² are mean and variance over the mini-batch (and over the image), σ²
   * with the divisor n. When predicting they are running averages: running ← momentum · running +
   * (1 − momentum) · the mini-batch's, from 0 and 1 on. γ and β are trained, from 1 and 0 on, and
   * have no penalties. All as in Keras.
   */
  @Schema(
      description =
          "γ (x - μ) / √(σ² + epsilon) + β for every channel of an image or every value of a vector; μ and σ² are the mini-batch's while training, and running averages when predicting")
  @JsonTypeName("batchNorm")
  record BatchNorm(
      @Schema(
              description =
                  "running ← momentum · running + (1 - momentum) · the mini-batch's, after each",
              defaultValue = "0.99",
              example = "0.99")
          @DecimalMin("0")
          @DecimalMax(value = "1", inclusive = false)
          double momentum,
      @Schema(
              description = "Added to the variance, lest it be 0",
              defaultValue = "0.001",
              example = "0.001")
          @DecimalMin(value = "0", inclusive = false)
          @DecimalMax("1")
          double epsilon)
      implements Layer {
    static final double DEFAULT_MOMENTUM = 0.99;
    static final double DEFAULT_EPSILON = 1e-3;

    /** Fills in Keras's defaults. */
    @JsonCreator
    static BatchNorm of(@Nullable Double momentum, @Nullable Double epsilon) {
      return new BatchNorm(orElse(momentum, DEFAULT_MOMENTUM), orElse(epsilon, DEFAULT_EPSILON));
    }

    @Override
    public Shape outputShape(Shape input) {
      return input;
    }

    /** What is normalised on its own: the channels of an image, the values of a vector. */
    public static int features(Shape input) {
      return input instanceof Shape.Image image ? image.channels() : input.size();
    }

    /** γ and β. */
    @Override
    public long parameters(Shape input) {
      return 2L * features(input);
    }

    /** The running mean and variance. */
    @Override
    public long statistics(Shape input) {
      return 2L * features(input);
    }
  }

  /**
   * Lays the values of an image out as a vector: row by row, pixel by pixel, channel by channel.
   */
  @JsonTypeName("flatten")
  record Flatten() implements Layer {
    @Override
    public Shape outputShape(Shape input) {
      return new Shape.Vector(input.size());
    }
  }

  /**
   * Sets each value to 0 with probability {@code rate} while training and scales the others by 1 /
   * (1 - rate), so that nothing changes in the mean; does nothing when predicting.
   */
  @JsonTypeName("dropout")
  record Dropout(@DecimalMin("0") @DecimalMax(value = "1", inclusive = false) double rate)
      implements Layer {
    @Override
    public Shape outputShape(Shape input) {
      return input;
    }
  }

  /** An activation on its own. */
  @JsonTypeName("activation")
  record Activate(@NotNull Activation activation) implements Layer {
    @Override
    public Shape outputShape(Shape input) {
      return input;
    }
  }

  private static <T> T orElse(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }
}
