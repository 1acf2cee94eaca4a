package dev.trainyard.engine.fused.arithmetic;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/**
 * Matrix products by oneDNN, straight on heap arrays through the Foreign Function API.
 *
 * <p>oneDNN rather than the OpenBLAS that ND4J brings: on the narrow matrices of a mini-batch its
 * kernels run at the machine's peak where OpenBLAS's reach three quarters of it, and like those its
 * results do not depend on where the garbage collector has put an array.
 */
public final class Sgemm {

  private Sgemm() {}

  /** The library and its version, such as {@code oneDNN 2.5.2}. */
  public static String library() {
    var version = dnnl.dnnl_version();
    return "oneDNN %d.%d.%d".formatted(version.major(), version.minor(), version.patch());
  }

  /** Why there are no products on this machine; empty when there are. */
  public static Optional<String> missing() {
    return Optional.ofNullable(Library.FAILURE);
  }

  /** Keeps the calling thread's products on that thread: OpenMP's setting is one per thread. */
  public static void singleThreaded() {
    try {
      Binding.THREADS.invokeExact(1);
    } catch (Throwable e) {
      throw new IllegalStateException("omp_set_num_threads failed", e);
    }
  }

  /**
   * C ← alpha · op(A) · op(B) + beta · C with op(A) [m, k], op(B) [k, n] and C [m, n]; op
   * transposes where asked to. With beta 0, C is written without being read.
   */
  public static void multiply(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      float alpha,
      Matrix a,
      Matrix b,
      float beta,
      Matrix c) {
    int status;
    try {
      status =
          (int)
              Binding.SGEMM.invokeExact(
                  transposeA ? (byte) 'T' : (byte) 'N',
                  transposeB ? (byte) 'T' : (byte) 'N',
                  (long) m,
                  (long) n,
                  (long) k,
                  alpha,
                  a.values(),
                  (long) a.stride(),
                  b.values(),
                  (long) b.stride(),
                  beta,
                  c.values(),
                  (long) c.stride());
    } catch (Throwable e) {
      throw new IllegalStateException("dnnl_sgemm failed", e);
    }
    if (status != 0) {
      throw new IllegalStateException("dnnl_sgemm refused a product with status " + status);
    }
  }

  /** The class loader sees to it that the library is loaded once, on first use. */
  private static final class Library {
    static final @Nullable String FAILURE = load();

    private static @Nullable String load() {
      try {
        Loader.load(dnnl.class);
        return null;
      } catch (UnsatisfiedLinkError e) {
        return "oneDNN is not there for %s: %s".formatted(Loader.getPlatform(), e.getMessage());
      }
    }
  }

  private static final class Binding {
    static final MethodHandle SGEMM = sgemm();
    static final MethodHandle THREADS = threads();

    private static MethodHandle sgemm() {
      ValueLayout.OfByte character = ValueLayout.JAVA_BYTE;
      ValueLayout.OfLong size = ValueLayout.JAVA_LONG;
      ValueLayout.OfFloat number = ValueLayout.JAVA_FLOAT;
      return bind(
          "dnnl_sgemm",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              character,
              character,
              size,
              size,
              size,
              number,
              ValueLayout.ADDRESS,
              size,
              ValueLayout.ADDRESS,
              size,
              number,
              ValueLayout.ADDRESS,
              size));
    }

    private static MethodHandle threads() {
      return bind("omp_set_num_threads", FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));
    }

    private static MethodHandle bind(String name, FunctionDescriptor descriptor) {
      if (Library.FAILURE != null) {
        throw new IllegalStateException(Library.FAILURE);
      }
      MemorySegment address = SymbolLookup.loaderLookup().findOrThrow(name);
      return Linker.nativeLinker()
          .downcallHandle(address, descriptor, Linker.Option.critical(true));
    }
  }
}
