package dev.trainyard.training;

import com.fasterxml.jackson.annotation.JsonCreator;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import org.jspecify.annotations.Nullable;

/**
 * Bounds of the gradient of a mini-batch, penalties included, as Keras has them; decoupled weight
 * decay is not clipped. With both, values are clipped first.
 *
 * @param norm a gradient whose Euclidean norm over all parameters is larger is scaled down to it
 *     (Keras's {@code global_clipnorm}); 0 for no bound
 * @param value each component is brought between -value and value; 0 for no bound
 */
public record Clipping(
    @DecimalMin("0") @DecimalMax("1000000") double norm,
    @DecimalMin("0") @DecimalMax("1000000") double value) {

  /** No bounds. */
  public static final Clipping NONE = new Clipping(0, 0);

  /** What is left out is no bound. */
  @JsonCreator
  static Clipping of(@Nullable Double norm, @Nullable Double value) {
    return new Clipping(norm == null ? 0 : norm, value == null ? 0 : value);
  }

  /** Whether there is any bound. */
  public boolean bounds() {
    return norm > 0 || value > 0;
  }

  /** What a gradient is to be multiplied by, given the sum of its squares. */
  public double scale(double squares) {
    double length = Math.sqrt(squares);
    return norm > 0 && length > norm ? norm / length : 1;
  }
}
