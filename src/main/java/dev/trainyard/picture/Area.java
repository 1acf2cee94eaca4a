package dev.trainyard.picture;

/**
 * Values on a grid, such as the brightness of a picture.
 *
 * @param values [height][width]
 */
@SuppressWarnings("ArrayRecordComponent")
record Area(int width, int height, float[] values) {

  /** A part of a grid: from left to right and from top to bottom, the ends not included. */
  record Box(int left, int top, int right, int bottom) {
    int width() {
      return right - left;
    }

    int height() {
      return bottom - top;
    }
  }

  float at(int x, int y) {
    return values[y * width + x];
  }

  /**
   * A part, scaled: each value is the average over what its cell covers, cells at the edge counted
   * by their share, so that nothing is missed however much is made of it or how little.
   */
  Area scaled(Box part, int toWidth, int toHeight) {
    float[] narrow = new float[toWidth * part.height()];
    for (int y = 0; y < part.height(); y++) {
      int from = (part.top() + y) * width + part.left();
      average(values, from, 1, part.width(), narrow, y * toWidth, 1, toWidth);
    }
    float[] small = new float[toWidth * toHeight];
    for (int x = 0; x < toWidth; x++) {
      average(narrow, x, toWidth, part.height(), small, x, toWidth, toHeight);
    }
    return new Area(toWidth, toHeight, small);
  }

  /** Scales a line of {@code count} values, {@code step} apart, to another number of them. */
  private static void average(
      float[] in, int from, int step, int count, float[] out, int to, int outStep, int outCount) {
    double ratio = (double) count / outCount;
    for (int i = 0; i < outCount; i++) {
      double begin = i * ratio;
      double end = Math.min(count, begin + ratio);
      double sum = 0;
      for (int k = (int) begin; k < end; k++) {
        double share = Math.min(k + 1, end) - Math.max(k, begin);
        sum += share * in[from + k * step];
      }
      out[to + i * outStep] = (float) (sum / (end - begin));
    }
  }
}
