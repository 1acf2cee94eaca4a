package dev.trainyard.engine.cuda.driver;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Kernels that have been compiled together. */
public final class Kernels implements AutoCloseable {
  private final Driver driver;
  private final long module;
  private final Map<String, Kernel> kernels = new ConcurrentHashMap<>();
  private boolean closed;

  Kernels(Driver driver, byte[] image) {
    this.driver = driver;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment handle = arena.allocate(ADDRESS);
      MemorySegment content = arena.allocate(image.length, Long.BYTES);
      MemorySegment.copy(image, 0, content, JAVA_BYTE, 0, image.length);
      driver.call("cuModuleLoadData", () -> (int) driver.moduleLoad.invokeExact(handle, content));
      module = handle.get(JAVA_LONG, 0);
    }
  }

  /** The kernel that the source calls {@code name}, in {@code extern "C"}. */
  public Kernel kernel(String name) {
    return kernels.computeIfAbsent(name, this::find);
  }

  private Kernel find(String name) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment function = arena.allocate(ADDRESS);
      MemorySegment text = arena.allocateFrom(name);
      driver.call(
          "cuModuleGetFunction",
          () -> (int) driver.moduleFunction.invokeExact(function, module, text));
      return new Kernel(name, function.get(JAVA_LONG, 0));
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      driver.release("cuModuleUnload", () -> (int) driver.moduleUnload.invokeExact(module));
    }
  }
}
