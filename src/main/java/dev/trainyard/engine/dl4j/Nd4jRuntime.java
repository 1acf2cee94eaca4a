package dev.trainyard.engine.dl4j;

import dev.trainyard.engine.EngineProvenance;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.deeplearning4j.util.CrashReportingUtil;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * ND4J's native part, loaded and set up once per process.
 *
 * <p>One thread: ND4J's own loops and OpenBLAS start as many as there are cores and lose far more
 * in waking them, for each of dozens of small operations per mini-batch, than they win; the threads
 * that wait for the next operation spin meanwhile. Trials run side by side instead. There are three
 * settings for it: ND4J's, OpenBLAS's, and OpenMP's, which each thread has for itself.
 */
final class Nd4jRuntime {
  static final int THREADS = 1;

  private Nd4jRuntime() {}

  /** Loads ND4J unless it is loaded; takes a few seconds the first time. */
  static EngineProvenance load() {
    return Loaded.PROVENANCE;
  }

  /** Loads ND4J unless it is loaded and keeps what the calling thread asks of it on that thread. */
  static void enter() {
    load();
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(THREADS);
  }

  /** Whether memory ran out, on the heap or off it, where ND4J has no exception of its own. */
  static boolean isOutOfMemory(Throwable thrown) {
    String message = String.valueOf(thrown.getMessage());
    return thrown instanceof OutOfMemoryError
        || message.contains("std::bad_alloc")
        || message.startsWith("Allocation failed");
  }

  /** The class loader sees to it that this happens once. */
  private static final class Loaded {
    static final EngineProvenance PROVENANCE = start();

    private static EngineProvenance start() {
      // It writes into the working directory, with a library that is not on the classpath.
      CrashReportingUtil.crashDumpsEnabled(false);
      Nd4j.getEnvironment().setMaxThreads(THREADS);
      Nd4j.getEnvironment().setMaxMasterThreads(THREADS);
      Nd4j.factory().blas().setMaxThreads(THREADS);
      return new EngineProvenance(
          Dl4jEngine.NAME,
          "DL4J " + version(),
          openblas_nolapack.OPENBLAS_VERSION.strip(),
          THREADS);
    }

    private static String version() {
      try {
        return Loader.getVersion("org.deeplearning4j", "deeplearning4j-nn");
      } catch (IOException e) {
        throw new UncheckedIOException("DL4J's jar does not tell its version", e);
      }
    }
  }
}
