package dev.trainyard.engine.cuda.driver;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * An NVIDIA card. Several threads may work on it, each on a stream of its own, once they have
 * entered. What has been allocated, compiled or made on it is closed before it.
 */
public final class Card implements AutoCloseable {
  private static final int CUDA_ERROR_NO_DEVICE = 100;
  private static final int COMPUTE_CAPABILITY_MAJOR = 75;
  private static final int COMPUTE_CAPABILITY_MINOR = 76;
  private static final int LONGEST_NAME = 256;

  private final Driver driver;
  private final Cublas cublas;
  private final Nvrtc nvrtc;
  private final CudaSettings settings;
  private final int device;
  private final String name;
  private final int architecture;
  private final List<Integer> compilable;
  private final String libraries;
  private final long context;
  private boolean closed;

  private Card(Libraries found, CudaSettings settings) {
    this.settings = settings;
    driver = new Driver(found.driver());
    start();
    device = device(settings.device());
    name = deviceName();
    architecture = 10 * attribute(COMPUTE_CAPABILITY_MAJOR) + attribute(COMPUTE_CAPABILITY_MINOR);
    cublas = new Cublas(found.cublas(driver.version / 1000));
    nvrtc = new Nvrtc(found.nvrtc(driver.version / 1000));
    compilable = nvrtc.architectures();
    if (architecture < compilable.getFirst()) {
      throw new CardUnavailable(
          "NVRTC %s compiles for sm_%d and newer, and the %s is %s. Install the cuBLAS and NVRTC of an older CUDA."
              .formatted(nvrtc.version(), compilable.getFirst(), name, architecture()));
    }
    libraries =
        "CUDA driver %s, cuBLAS %s, NVRTC %s"
            .formatted(driver.versionText(), cublas.version(), nvrtc.version());
    context = retain();
  }

  /**
   * Opens the card, which the calling thread enters.
   *
   * @throws CardUnavailable where there is none, or what it needs is missing
   */
  public static Card open(CudaSettings settings) {
    return open(Libraries.of(settings), settings);
  }

  static Card open(Libraries found, CudaSettings settings) {
    Card card = new Card(found, settings);
    try {
      card.enter();
      return card;
    } catch (CudaException e) {
      card.close();
      throw e;
    }
  }

  /** Its name, such as {@code NVIDIA H200}. */
  public String name() {
    return name;
  }

  /** Its architecture, such as {@code sm_90}. */
  public String architecture() {
    return "sm_" + architecture;
  }

  /** What it works with, such as {@code CUDA driver 13.0, cuBLAS 13.1.0, NVRTC 13.0}. */
  public String libraries() {
    return libraries;
  }

  /** Its memory, in bytes. */
  public long memory() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment free = arena.allocate(JAVA_LONG);
      MemorySegment total = arena.allocate(JAVA_LONG);
      driver.call("cuMemGetInfo_v2", () -> (int) driver.memoryInfo.invokeExact(free, total));
      return total.get(JAVA_LONG, 0);
    }
  }

  /** Lets the calling thread work on the card. */
  public void enter() {
    driver.call("cuCtxSetCurrent", () -> (int) driver.contextSet.invokeExact(context));
  }

  /**
   * Compiles CUDA C++ for this card, or takes it from the cache. Products and sums are not
   * contracted, so floats come out as Java's do.
   *
   * @throws CudaException with the compiler's log
   */
  public Kernels compile(String source) {
    boolean real = compilable.contains(architecture);
    int target =
        compilable.reversed().stream()
            .filter(known -> known <= architecture)
            .findFirst()
            .orElseThrow();
    List<String> options =
        List.of(
            "--gpu-architecture=" + (real ? "sm_" : "compute_") + target,
            "--std=c++17",
            "--fmad=false");
    byte[] kernels =
        new KernelCache(settings.cache())
            .get(
                String.join("\n", libraries, String.join(" ", options), source),
                () -> nvrtc.compile(source, options, real));
    return new Kernels(driver, kernels);
  }

  /**
   * Allocates memory, whose content is arbitrary.
   *
   * @param bytes may be 0
   * @throws CudaException that {@link CudaException#isOutOfMemory()} where there is none
   */
  public Memory allocate(long bytes) {
    return new Memory(driver, bytes);
  }

  /** A new stream, which waits for no other one. */
  public Stream stream() {
    return new Stream(driver, cublas, settings.tf32());
  }

  /** Whether the card is lost to this process: an error has been returned that stays. */
  public boolean lost() {
    return driver.lost();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      if (driver.lost()) {
        // Where the driver can, it makes a new context for the next one; if not, that one will say.
        int _ =
            Library.call(
                "cuDevicePrimaryCtxReset_v2", () -> (int) driver.contextReset.invokeExact(device));
      }
      int code =
          Library.call(
              "cuDevicePrimaryCtxRelease_v2",
              () -> (int) driver.contextRelease.invokeExact(device));
      if (code != 0) {
        driver.release("cuDevicePrimaryCtxRelease_v2", () -> code);
      }
    }
  }

  private void start() {
    int code = Library.call("cuInit", () -> (int) driver.init.invokeExact(0));
    if (code == CUDA_ERROR_NO_DEVICE) {
      throw new CardUnavailable(
          "there is an NVIDIA driver but no card that it shows. nvidia-smi lists those that there are; CUDA_VISIBLE_DEVICES may hide them.");
    }
    orUnavailable("does not start", "cuInit", () -> code);
  }

  private int device(int number) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(JAVA_INT);
      driver.call("cuDeviceGetCount", () -> (int) driver.deviceCount.invokeExact(value));
      int count = value.get(JAVA_INT, 0);
      if (number < 0 || number >= count) {
        throw new CardUnavailable(
            "there is no card %d: this machine has %d, numbered from 0.".formatted(number, count));
      }
      driver.call("cuDeviceGet", () -> (int) driver.deviceGet.invokeExact(value, number));
      return value.get(JAVA_INT, 0);
    }
  }

  private String deviceName() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocate(LONGEST_NAME);
      driver.call(
          "cuDeviceGetName", () -> (int) driver.deviceName.invokeExact(text, LONGEST_NAME, device));
      return text.getString(0);
    }
  }

  private int attribute(int attribute) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(JAVA_INT);
      driver.call(
          "cuDeviceGetAttribute",
          () -> (int) driver.deviceAttribute.invokeExact(value, attribute, device));
      return value.get(JAVA_INT, 0);
    }
  }

  private long retain() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(ADDRESS);
      driver.call(
          "cuDevicePrimaryCtxRetain", () -> (int) driver.contextRetain.invokeExact(value, device));
      return value.get(JAVA_LONG, 0);
    }
  }

  private void orUnavailable(String what, String function, Library.Call call) {
    try {
      driver.call(function, call);
    } catch (CudaException e) {
      throw new CardUnavailable(
          "the NVIDIA driver %s: %s. nvidia-smi may tell why.".formatted(what, e.getMessage()));
    }
  }
}
