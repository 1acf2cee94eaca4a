package dev.trainyard.engine.cuda.driver;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.trainyard.engine.cuda.driver.Library.Call;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The functions of cuBLAS. */
final class Cublas {
  private final Library library;
  final MethodHandle create;
  final MethodHandle destroy;
  final MethodHandle setStream;
  final MethodHandle setWorkspace;
  final MethodHandle setMathMode;
  final MethodHandle sgemm;

  Cublas(Library library) {
    this.library = library;
    create = library.function("cublasCreate_v2", ADDRESS);
    destroy = library.function("cublasDestroy_v2", JAVA_LONG);
    setStream = library.function("cublasSetStream_v2", JAVA_LONG, JAVA_LONG);
    setWorkspace = library.function("cublasSetWorkspace_v2", JAVA_LONG, JAVA_LONG, JAVA_LONG);
    setMathMode = library.function("cublasSetMathMode", JAVA_LONG, JAVA_INT);
    sgemm =
        library.function(
            "cublasSgemm_v2",
            JAVA_LONG,
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            ADDRESS,
            JAVA_LONG,
            JAVA_INT,
            JAVA_LONG,
            JAVA_INT,
            ADDRESS,
            JAVA_LONG,
            JAVA_INT);
  }

  /** Its version, such as 13.1.0. */
  String version() {
    MethodHandle handle = library.function("cublasGetProperty", JAVA_INT, ADDRESS);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(JAVA_INT);
      return IntStream.range(0, 3)
          .mapToObj(
              part -> {
                call("cublasGetProperty", () -> (int) handle.invokeExact(part, value));
                return Integer.toString(value.get(JAVA_INT, 0));
              })
          .collect(Collectors.joining("."));
    }
  }

  /** Calls {@code function}, which must succeed. */
  void call(String function, Call call) {
    int status = Library.call(function, call);
    if (status != 0) {
      throw failure(function, status);
    }
  }

  CudaException failure(String function, int status) {
    return new CudaException(function, status, library.errorName("cublasGetStatusName", status));
  }
}
