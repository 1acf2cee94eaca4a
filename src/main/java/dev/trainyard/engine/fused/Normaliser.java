package dev.trainyard.engine.fused;

/**
 * The loops of a batch normalisation over the features of one chunk, for one order in memory. All
 * arrays but the signals' have one value for each feature.
 */
interface Normaliser {

  /**
   * The normaliser for the channels of an image in lanes, or for the values of a vector in rows.
   *
   * @param output smaller than the input where the largest of each tile is all that is asked for
   */
  static Normaliser of(Signal input, Signal output) {
    if (input.format == Signal.Format.ROWS) {
      return new RowNormaliser(input, output);
    }
    return output.size < input.size
        ? new TileNormaliser(input, output)
        : new LaneNormaliser(input, output);
  }

  /** The values of a feature in one example. */
  int values();

  /** Mean and Σ (x - mean)² over the first lanes of the input. */
  void moments(int chunk, int lanes, float[] means, float[] squares);

  /** output ← (input - mean) · scale + shift. */
  void normalise(int chunk, float[] means, float[] scales, float[] shifts);

  /** Σ g and Σ g · (x - mean) over the first lanes, g being the output's gradients. */
  void sums(int chunk, int lanes, float[] means, float[] sums, float[] products);

  /**
   * The input's gradients: scale · g - (shift + slope · (x - mean)); 0 behind the first lanes, as
   * what stands before an image's layer adds up all of them.
   */
  void giveBack(
      int chunk, int lanes, float[] means, float[] scales, float[] shifts, float[] slopes);
}
