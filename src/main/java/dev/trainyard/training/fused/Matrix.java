package dev.trainyard.training.fused;

import java.lang.foreign.MemorySegment;

/**
 * A row-major view of a part of a float array, made once per trial so that a product allocates
 * nothing.
 *
 * @param values from the first element of the view on
 * @param stride elements from one row to the next
 */
record Matrix(MemorySegment values, int stride) {

  static Matrix of(float[] array, long offset, int stride) {
    return new Matrix(MemorySegment.ofArray(array).asSlice(offset * Float.BYTES), stride);
  }
}
