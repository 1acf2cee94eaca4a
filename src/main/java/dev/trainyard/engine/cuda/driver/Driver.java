package dev.trainyard.engine.cuda.driver;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.trainyard.engine.cuda.driver.Library.Call;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The functions of the driver, and whether one has said that the card is lost. Handles and the
 * card's addresses are longs.
 */
final class Driver {
  final int version;

  final MethodHandle init;
  final MethodHandle deviceCount;
  final MethodHandle deviceGet;
  final MethodHandle deviceName;
  final MethodHandle deviceAttribute;
  final MethodHandle contextRetain;
  final MethodHandle contextRelease;
  final MethodHandle contextReset;
  final MethodHandle contextSet;
  final MethodHandle memoryInfo;
  final MethodHandle memoryAllocate;
  final MethodHandle memoryFree;
  final MethodHandle hostAllocate;
  final MethodHandle hostFree;
  final MethodHandle upload;
  final MethodHandle download;
  final MethodHandle copy;
  final MethodHandle fill;
  final MethodHandle moduleLoad;
  final MethodHandle moduleUnload;
  final MethodHandle moduleFunction;
  final MethodHandle launch;
  final MethodHandle streamCreate;
  final MethodHandle streamDestroy;
  final MethodHandle streamSynchronize;
  final MethodHandle captureBegin;
  final MethodHandle captureEnd;
  final MethodHandle graphInstantiate;
  final MethodHandle graphUpload;
  final MethodHandle graphLaunch;
  final MethodHandle graphDestroy;
  final MethodHandle executableDestroy;

  private final MethodHandle errorName;
  private volatile boolean lost;

  Driver(Library unversioned) {
    version = version(unversioned);
    if (version / 1000 < Libraries.OLDEST) {
      throw new CardUnavailable(
          "the NVIDIA driver supports CUDA %s, and CUDA %d is needed. Update the driver."
              .formatted(versionText(), Libraries.OLDEST));
    }
    Library library =
        new Library(
            "the NVIDIA driver, which supports CUDA " + versionText() + ",", unversioned.symbols());
    errorName = library.function("cuGetErrorName", JAVA_INT, ADDRESS);
    init = library.function("cuInit", JAVA_INT);
    deviceCount = library.function("cuDeviceGetCount", ADDRESS);
    deviceGet = library.function("cuDeviceGet", ADDRESS, JAVA_INT);
    deviceName = library.function("cuDeviceGetName", ADDRESS, JAVA_INT, JAVA_INT);
    deviceAttribute = library.function("cuDeviceGetAttribute", ADDRESS, JAVA_INT, JAVA_INT);
    contextRetain = library.function("cuDevicePrimaryCtxRetain", ADDRESS, JAVA_INT);
    contextRelease = library.function("cuDevicePrimaryCtxRelease_v2", JAVA_INT);
    contextReset = library.function("cuDevicePrimaryCtxReset_v2", JAVA_INT);
    contextSet = library.function("cuCtxSetCurrent", JAVA_LONG);
    memoryInfo = library.function("cuMemGetInfo_v2", ADDRESS, ADDRESS);
    memoryAllocate = library.function("cuMemAlloc_v2", ADDRESS, JAVA_LONG);
    memoryFree = library.function("cuMemFree_v2", JAVA_LONG);
    hostAllocate = library.function("cuMemAllocHost_v2", ADDRESS, JAVA_LONG);
    hostFree = library.function("cuMemFreeHost", ADDRESS);
    upload = library.function("cuMemcpyHtoDAsync_v2", JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG);
    download = library.function("cuMemcpyDtoHAsync_v2", ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    copy = library.function("cuMemcpyDtoDAsync_v2", JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    fill = library.function("cuMemsetD32Async", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG);
    moduleLoad = library.function("cuModuleLoadData", ADDRESS, ADDRESS);
    moduleUnload = library.function("cuModuleUnload", JAVA_LONG);
    moduleFunction = library.function("cuModuleGetFunction", ADDRESS, JAVA_LONG, ADDRESS);
    launch =
        library.function(
            "cuLaunchKernel",
            JAVA_LONG,
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            JAVA_LONG,
            ADDRESS,
            ADDRESS);
    streamCreate = library.function("cuStreamCreate", ADDRESS, JAVA_INT);
    streamDestroy = library.function("cuStreamDestroy_v2", JAVA_LONG);
    streamSynchronize = library.function("cuStreamSynchronize", JAVA_LONG);
    captureBegin = library.function("cuStreamBeginCapture_v2", JAVA_LONG, JAVA_INT);
    captureEnd = library.function("cuStreamEndCapture", JAVA_LONG, ADDRESS);
    graphInstantiate =
        library.function("cuGraphInstantiateWithFlags", ADDRESS, JAVA_LONG, JAVA_LONG);
    graphUpload = library.function("cuGraphUpload", JAVA_LONG, JAVA_LONG);
    graphLaunch = library.function("cuGraphLaunch", JAVA_LONG, JAVA_LONG);
    graphDestroy = library.function("cuGraphDestroy", JAVA_LONG);
    executableDestroy = library.function("cuGraphExecDestroy", JAVA_LONG);
  }

  private static int version(Library library) {
    MethodHandle handle = library.function("cuDriverGetVersion", ADDRESS);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment version = arena.allocate(JAVA_INT);
      int code = Library.call("cuDriverGetVersion", () -> (int) handle.invokeExact(version));
      if (code != 0) {
        throw new CardUnavailable(
            "the NVIDIA driver does not tell its version, cuDriverGetVersion returned %d."
                .formatted(code));
      }
      return version.get(JAVA_INT, 0);
    }
  }

  /** The newest CUDA that it supports, such as 13.0. */
  String versionText() {
    return version / 1000 + "." + version % 1000 / 10;
  }

  boolean lost() {
    return lost;
  }

  /** Calls {@code function}, which must succeed. */
  void call(String function, Call call) {
    int code = Library.call(function, call);
    if (code != 0) {
      throw failure(function, code);
    }
  }

  /** Calls a function that gives something back, which a lost card has no more. */
  void release(String function, Call call) {
    if (!lost) {
      int code = Library.call(function, call);
      if (code != 0) {
        CudaException failure = failure(function, code);
        if (!failure.isLost()) {
          throw failure;
        }
      }
    }
  }

  private CudaException failure(String function, int code) {
    CudaException failure = new CudaException(function, code, name(code));
    lost |= failure.isLost();
    return failure;
  }

  private String name(int code) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocate(ADDRESS);
      Library.call("cuGetErrorName", () -> (int) errorName.invokeExact(code, name));
      return Library.text(name.get(ADDRESS, 0));
    }
  }
}
