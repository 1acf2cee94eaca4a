package dev.trainyard.engine.cuda.driver;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A piece of the card's memory. */
public final class Memory implements AutoCloseable {
  private final Driver driver;
  private final long address;
  private final long bytes;
  private boolean closed;

  Memory(Driver driver, long bytes) {
    this.driver = driver;
    this.bytes = bytes;
    this.address = bytes == 0 ? 0 : allocate(driver, bytes);
  }

  private static long allocate(Driver driver, long bytes) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(JAVA_LONG);
      driver.call("cuMemAlloc_v2", () -> (int) driver.memoryAllocate.invokeExact(address, bytes));
      return address.get(JAVA_LONG, 0);
    }
  }

  /** Where it begins, aligned to 256 bytes; 0 if it is empty. */
  public long address() {
    return address;
  }

  /** How long it is. */
  public long bytes() {
    return bytes;
  }

  /** Gives it back, once the card has done what uses it. Not within a capture. */
  @Override
  public void close() {
    if (!closed && bytes > 0) {
      closed = true;
      driver.release("cuMemFree_v2", () -> (int) driver.memoryFree.invokeExact(address));
    }
  }
}
