package dev.trainyard.network;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a window does at the border of an image, in the words of Keras. */
public enum Padding {
  /** The window stays inside the image: output = (input - window) / stride + 1, rounded down. */
  @JsonProperty("valid")
  VALID {
    @Override
    public int output(int input, int window, int stride) {
      return input < window ? 0 : (input - window) / stride + 1;
    }

    @Override
    public int before(int input, int window, int stride) {
      return 0;
    }
  },
  /**
   * Zeros are put around the image so that output = input / stride, rounded up. Where their number
   * is odd the extra row or column goes below or to the right (TensorFlow's and DL4J's rule).
   */
  @JsonProperty("same")
  SAME {
    @Override
    public int output(int input, int window, int stride) {
      return Math.ceilDiv(input, stride);
    }

    @Override
    public int before(int input, int window, int stride) {
      return Math.max(0, (output(input, window, stride) - 1) * stride + window - input) / 2;
    }
  };

  /** The number of window positions along one side; 0 where the window does not fit. */
  public abstract int output(int input, int window, int stride);

  /** The rows of zeros above the image, or the columns of zeros to its left. */
  public abstract int before(int input, int window, int stride);
}
