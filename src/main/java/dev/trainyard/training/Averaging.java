package dev.trainyard.training;

import com.fasterxml.jackson.annotation.JsonCreator;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * An exponential moving average of the weights (Polyak and Juditsky 1992; as in Mean Teacher,
 * Tarvainen and Valpola 2017), which is the trial's model in place of the weights that are trained.
 *
 * <p>Of the steps since the beginning of {@code fromEpoch} the weights after the t-th count with
 * decay^(T − t) at the T-th, and all of that is divided by its sum, as Adam corrects its moments:
 * so the average has nothing of the weights from before, and with a decay near 1 is the plain mean.
 * It is taken after every {@link #EVERY}th mini-batch and after the last one of each epoch; weights
 * that were passed over count as those after them. Running statistics of batch normalisations are
 * averaged with the parameters.
 *
 * @param decay per mini-batch; about 1 / (1 − decay) of them are averaged over, and well below
 *     {@link #EVERY} of them the average is hardly one
 * @param fromEpoch the epoch, from 1, with which the average begins; until then there is none
 */
public record Averaging(
    @DecimalMin("0") @DecimalMax("0.99999") double decay, @Min(1) @Max(10_000) int fromEpoch) {

  /** Mini-batches from one update of the average to the next in an epoch: torchvision's default. */
  public static final int EVERY = 32;

  /** Fills in the defaults: Keras's {@code ema_momentum}, from the first epoch on. */
  @JsonCreator
  static Averaging of(@Nullable Double decay, @Nullable Integer fromEpoch) {
    return new Averaging(decay == null ? 0.99 : decay, fromEpoch == null ? 1 : fromEpoch);
  }

  /** Whether the average is taken in an epoch. */
  public boolean includes(int epoch) {
    return epoch >= fromEpoch;
  }

  /**
   * How far the average goes towards the weights after a mini-batch; 0 where it is left as it is.
   *
   * @param epoch one that it {@link #includes}
   * @param batch in the epoch, from 1
   * @param batches of an epoch
   * @return 0 to 1: average ← average + this · (weights − average)
   */
  public double pace(int epoch, int batch, int batches) {
    if (batch % EVERY != 0 && batch != batches) {
      return 0;
    }
    int steps = (batch - 1) % EVERY + 1;
    double all = (double) (epoch - fromEpoch) * batches + batch;
    return (1 - Math.pow(decay, steps)) / (1 - Math.pow(decay, all));
  }
}
