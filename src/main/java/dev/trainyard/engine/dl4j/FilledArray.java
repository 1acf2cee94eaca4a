package dev.trainyard.engine.dl4j;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An ND4J array outside all workspaces that is filled from a Java array, again and again: off-heap
 * memory is freed late, so a new array for each mini-batch would pile up.
 *
 * @param array in c order
 * @param values the same values on the heap, to be written
 */
@SuppressWarnings("ArrayRecordComponent")
record FilledArray(INDArray array, float[] values) {

  /** {@code present} where it has the shape already, else a new array. */
  static FilledArray shaped(@Nullable FilledArray present, long... shape) {
    if (present != null && Arrays.equals(present.array.shape(), shape)) {
      return present;
    }
    if (present != null) {
      present.array.close();
    }
    try (MemoryWorkspace _ = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      INDArray array = Nd4j.createUninitialized(DataType.FLOAT, shape, 'c');
      return new FilledArray(array, new float[Math.toIntExact(array.length())]);
    }
  }

  /** Copies the values to the array. */
  INDArray flush() {
    array.data().asNioFloat().put(0, values);
    return array;
  }
}
