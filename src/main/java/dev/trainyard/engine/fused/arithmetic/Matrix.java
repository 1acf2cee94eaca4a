package dev.trainyard.engine.fused.arithmetic;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * A row-major view of a part of a float array, made once per trial so that a product allocates
 * nothing.
 *
 * @param values from the first element of the view on
 * @param stride elements from one row to the next
 */
public record Matrix(MemorySegment values, int stride) {

  /**
   * The rows of an array from some element on.
   *
   * @param offset the first element
   */
  public static Matrix of(float[] array, int offset, int stride) {
    return new Matrix(MemorySegment.ofArray(array).asSlice((long) offset * Float.BYTES), stride);
  }

  /** A column of ones: a product with it adds up rows. */
  public static Matrix ones(int length) {
    float[] ones = new float[length];
    Arrays.fill(ones, 1);
    return of(ones, 0, 1);
  }
}
