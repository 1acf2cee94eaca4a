package dev.trainyard.engine.fused.fourier;

import dev.trainyard.engine.fused.arithmetic.Matrix;
import java.util.Arrays;

/**
 * The transforms of many planes at once: [frequency][real, imaginary][channel][lane].
 *
 * <p>At one frequency that is a matrix of [2 · channel][lane], so a convolution is a product of two
 * matrices for each frequency.
 */
public final class Spectrum {
  /** All values. */
  public final float[] values;

  private final Matrix[][] bands;
  private final Matrix[] frequencies;

  /** Room for the transforms of planes of {@code channels} times {@code lanes}. */
  public Spectrum(Frequencies all, int channels, int lanes) {
    int planes = Math.multiplyExact(channels, lanes);
    this.values = new float[Math.multiplyExact(2 * all.count(), planes)];
    this.bands = new Matrix[all.bands()][channels];
    for (int band = 0; band < all.bands(); band++) {
      int begin = 2 * all.first(band) * planes;
      Arrays.setAll(bands[band], channel -> Matrix.of(values, begin + channel * lanes, planes));
    }
    this.frequencies = new Matrix[all.count()];
    Arrays.setAll(frequencies, i -> Matrix.of(values, 2 * i * planes, lanes));
  }

  /** [2 · channel][lane] at one frequency. */
  public Matrix at(int frequency) {
    return frequencies[frequency];
  }

  /** [2 · frequency][lane] of one channel in a band. */
  Matrix band(int band, int channel) {
    return bands[band][channel];
  }
}
