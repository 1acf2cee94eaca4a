package dev.trainyard.export;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * Named floats.
 *
 * @param shape outermost first
 * @param values the last dimension varying fastest
 */
@SuppressWarnings("ArrayRecordComponent")
record Tensor(String name, List<Integer> shape, float[] values) {

  /** Refuses values that do not fill the shape. */
  Tensor {
    long size = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    if (size != values.length) {
      throw new IllegalArgumentException(
          "%d values do not fill %s of shape %s".formatted(values.length, name, shape));
    }
  }

  /** The stretch of {@code all} that begins at {@code from} and fills the shape. */
  static Tensor of(String name, float[] all, int from, Integer... shape) {
    int size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    return new Tensor(name, List.of(shape), Arrays.copyOfRange(all, from, from + size));
  }

  /** The bytes that the values take. */
  long bytes() {
    return (long) Float.BYTES * values.length;
  }

  /** Puts the values as IEEE 754 floats, the lowest byte first. */
  void putInto(ByteBuffer buffer) {
    buffer.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    buffer.position(buffer.position() + Math.toIntExact(bytes()));
  }
}
