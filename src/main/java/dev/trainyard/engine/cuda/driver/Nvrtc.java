package dev.trainyard.engine.cuda.driver;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.trainyard.engine.cuda.driver.Library.Call;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** NVIDIA's compiler. */
final class Nvrtc {
  private final Library library;
  private final MethodHandle create;
  private final MethodHandle compile;
  private final MethodHandle destroy;

  Nvrtc(Library library) {
    this.library = library;
    create =
        library.function(
            "nvrtcCreateProgram", ADDRESS, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, ADDRESS);
    compile = library.function("nvrtcCompileProgram", JAVA_LONG, JAVA_INT, ADDRESS);
    destroy = library.function("nvrtcDestroyProgram", ADDRESS);
  }

  /** Its version, such as 13.0. */
  String version() {
    MethodHandle handle = library.function("nvrtcVersion", ADDRESS, ADDRESS);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment major = arena.allocate(JAVA_INT);
      MemorySegment minor = arena.allocate(JAVA_INT);
      call("nvrtcVersion", () -> (int) handle.invokeExact(major, minor));
      return major.get(JAVA_INT, 0) + "." + minor.get(JAVA_INT, 0);
    }
  }

  /** The architectures that it compiles for, such as 90 for sm_90, in ascending order. */
  List<Integer> architectures() {
    MethodHandle count = library.function("nvrtcGetNumSupportedArchs", ADDRESS);
    MethodHandle list = library.function("nvrtcGetSupportedArchs", ADDRESS);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment size = arena.allocate(JAVA_INT);
      call("nvrtcGetNumSupportedArchs", () -> (int) count.invokeExact(size));
      MemorySegment values = arena.allocate(JAVA_INT, size.get(JAVA_INT, 0));
      call("nvrtcGetSupportedArchs", () -> (int) list.invokeExact(values));
      return Arrays.stream(values.toArray(JAVA_INT)).sorted().boxed().toList();
    }
  }

  /**
   * Compiles for a real architecture, as a cubin, or for a virtual one, as PTX, which the driver
   * translates.
   *
   * @param real which of the two the options ask for
   */
  byte[] compile(String source, List<String> options, boolean real) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment handle = arena.allocate(ADDRESS);
      MemorySegment text = arena.allocateFrom(source);
      MemorySegment name = arena.allocateFrom("kernels.cu");
      call(
          "nvrtcCreateProgram",
          () ->
              (int)
                  create.invokeExact(
                      handle, text, name, 0, MemorySegment.NULL, MemorySegment.NULL));
      long program = handle.get(JAVA_LONG, 0);
      try {
        MemorySegment arguments = arena.allocate(ADDRESS, options.size());
        for (int i = 0; i < options.size(); i++) {
          arguments.setAtIndex(ADDRESS, i, arena.allocateFrom(options.get(i)));
        }
        int status =
            Library.call(
                "nvrtcCompileProgram",
                () -> (int) compile.invokeExact(program, options.size(), arguments));
        if (status != 0) {
          byte[] log = result("nvrtcGetProgramLog", program, arena);
          throw failure(
              "nvrtcCompileProgram",
              status,
              new String(log, StandardCharsets.UTF_8).replace("\0", "").strip());
        }
        return result(real ? "nvrtcGetCUBIN" : "nvrtcGetPTX", program, arena);
      } finally {
        call("nvrtcDestroyProgram", () -> (int) destroy.invokeExact(handle));
      }
    }
  }

  private byte[] result(String function, long program, Arena arena) {
    MethodHandle sizeOf = library.function(function + "Size", JAVA_LONG, ADDRESS);
    MethodHandle get = library.function(function, JAVA_LONG, ADDRESS);
    MemorySegment size = arena.allocate(JAVA_LONG);
    call(function + "Size", () -> (int) sizeOf.invokeExact(program, size));
    MemorySegment bytes = arena.allocate(size.get(JAVA_LONG, 0));
    call(function, () -> (int) get.invokeExact(program, bytes));
    return bytes.toArray(JAVA_BYTE);
  }

  private void call(String function, Call call) {
    int status = Library.call(function, call);
    if (status != 0) {
      throw failure(function, status, "");
    }
  }

  private CudaException failure(String function, int status, String log) {
    return new CudaException(
        function, status, library.errorName("nvrtcGetErrorString", status), log);
  }
}
