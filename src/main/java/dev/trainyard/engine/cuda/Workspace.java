package dev.trainyard.engine.cuda;

import dev.trainyard.engine.cuda.driver.Card;
import dev.trainyard.engine.cuda.driver.Kernels;
import dev.trainyard.engine.cuda.driver.Memory;
import dev.trainyard.engine.cuda.driver.Stream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The memory of one training on the card, and the stream in which its kernels follow each other.
 */
final class Workspace implements AutoCloseable {
  /** Threads of a block where each makes one value. */
  private static final int THREADS = 256;

  /** Columns of a block that adds up columns. */
  private static final int COLUMNS = 32;

  /** Threads of such a block for each column. */
  private static final int LANES = 8;

  private final Card card;
  private final Kernels kernels;
  private final Stream stream;
  private final Deque<Memory> memory = new ArrayDeque<>();
  private long asked;

  Workspace(Card card, Kernels kernels) {
    this.card = card;
    this.kernels = kernels;
    this.stream = card.stream();
  }

  /** Where the kernels and products of this training are put in order. */
  Stream stream() {
    return stream;
  }

  /** The address of so many bytes, which are not cleared. */
  long bytes(long count) {
    asked += count;
    Memory some = card.allocate(count);
    memory.push(some);
    return some.address();
  }

  /** Bytes that were asked for so far, those included that were not to be had. */
  long asked() {
    return asked;
  }

  /** The address of so many floats, which are not cleared. */
  long floats(long count) {
    return bytes(Float.BYTES * count);
  }

  /** The address of a copy of some integers. */
  long copyOf(int... values) {
    long address = bytes((long) Integer.BYTES * values.length);
    stream.upload(address, MemorySegment.ofArray(values));
    return address;
  }

  /** The address of a copy of some floats. */
  long copyOf(float[] values) {
    long address = floats(values.length);
    stream.upload(address, MemorySegment.ofArray(values));
    return address;
  }

  /**
   * Has a kernel make values, one in each thread.
   *
   * @param count how many; the kernel's first argument
   * @param more its other arguments
   */
  void each(String kernel, int count, Object... more) {
    Object[] arguments = new Object[more.length + 1];
    arguments[0] = count;
    System.arraycopy(more, 0, arguments, 1, more.length);
    int blocks = Math.ceilDiv(count, THREADS);
    stream.launch(kernels.kernel(kernel), blocks, 1, THREADS, 1, arguments);
  }

  /** Has a kernel do its work in blocks of {@link #THREADS} threads. */
  void inBlocks(String kernel, int blocks, Object... arguments) {
    stream.launch(kernels.kernel(kernel), blocks, 1, THREADS, 1, arguments);
  }

  /**
   * Has a kernel add up the columns of slices of rows.
   *
   * @param slices of rows
   */
  void inColumns(String kernel, int columns, int slices, Object... arguments) {
    int blocks = Math.ceilDiv(columns, COLUMNS);
    stream.launch(kernels.kernel(kernel), blocks, slices, COLUMNS, LANES, arguments);
  }

  /** Floats from the card. */
  float[] floats(long address, int count) {
    float[] values = new float[count];
    stream.download(MemorySegment.ofArray(values), address);
    return values;
  }

  /** Puts a part of an array onto the card. */
  void upload(long address, float[] values) {
    stream.upload(address, MemorySegment.ofArray(values));
  }

  /** Sets so many floats to 0. */
  void clear(long address, long count) {
    stream.fill(address, 0, count);
  }

  /** The address of an element of an array of 4-byte numbers. */
  static long at(long address, long index) {
    return address + ValueLayout.JAVA_FLOAT.byteSize() * index;
  }

  @Override
  public void close() {
    try (stream) {
      // Closing the stream waits for what it still does, so it comes before its memory.
    } finally {
      free();
    }
  }

  private void free() {
    if (!memory.isEmpty()) {
      try {
        memory.pop().close();
      } finally {
        free();
      }
    }
  }
}
