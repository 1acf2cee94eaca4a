package dev.trainyard.network;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * How the kernel of a layer begins, in the words of Keras. Inputs are those that reach one output,
 * outputs those that one input reaches: kernel · kernel · channels and kernel · kernel · filters
 * for a convolution.
 *
 * <p>As in Keras, the normal distributions that are named after somebody are cut off at two
 * standard deviations and widened, so that the variance is the one asked for.
 */
@Schema(
    description =
        "How the kernel begins, by its name in Keras: variance 2 / (inputs + outputs) for glorot, 2 / inputs for he, 1 / inputs for lecun; randomUniform is within 0.05, randomNormal has the standard deviation 0.05")
public enum Initializer {
  /** Uniform with the variance 2 / (inputs + outputs) (Glorot and Bengio 2010). */
  @JsonProperty("glorotUniform")
  GLOROT_UNIFORM,
  @JsonProperty("glorotNormal")
  GLOROT_NORMAL,
  /** Uniform with the variance 2 / inputs (He, Zhang, Ren and Sun 2015). */
  @JsonProperty("heUniform")
  HE_UNIFORM,
  @JsonProperty("heNormal")
  HE_NORMAL,
  /** Uniform with the variance 1 / inputs (LeCun, Bottou, Orr and Müller 1998). */
  @JsonProperty("lecunUniform")
  LECUN_UNIFORM,
  @JsonProperty("lecunNormal")
  LECUN_NORMAL,
  /** Uniform from −0.05 to 0.05. */
  @JsonProperty("randomUniform")
  RANDOM_UNIFORM,
  /** Normal with the standard deviation 0.05. */
  @JsonProperty("randomNormal")
  RANDOM_NORMAL,
  @JsonProperty("zeros")
  ZEROS,
  @JsonProperty("ones")
  ONES
}
