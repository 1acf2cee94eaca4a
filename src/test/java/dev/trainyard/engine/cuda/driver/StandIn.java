package dev.trainyard.engine.cuda.driver;

import dev.trainyard.DebianTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;

/**
 * A driver, a cuBLAS and an NVRTC that need no card: {@code src/test/cuda}, compiled into {@code
 * target/stand-in} by whoever comes first. Its card has 2 GiB and the architecture sm_90 until a
 * test says otherwise, which holds until {@link #reset}. A process can be told the same by its
 * environment: STAND_IN_FAIL, STAND_IN_MEMORY in MiB, STAND_IN_ARCHITECTURE.
 */
@NullUnmarked
public final class StandIn {
  private static final Path SOURCES = Path.of("src", "test", "cuda");
  private static final List<String> OPTIONS =
      List.of(
          "-std=c++20",
          "-O3",
          "-ffp-contract=off",
          "-Wall",
          "-Wextra",
          "-Werror",
          "-shared",
          "-fPIC",
          "-fvisibility=hidden",
          "-Wl,--no-as-needed");

  private StandIn() {}

  /** Settings that find it, with a cache of kernels that all tests share. */
  public static CudaSettings settings() {
    return new CudaSettings(List.of(folder()), 0, folder().resolve("kernels"), false);
  }

  /** Settings that find it and compile kernels anew. */
  public static CudaSettings uncached() {
    return new CudaSettings(List.of(folder()), 0, null, false);
  }

  /** Where its libraries lie. */
  public static Path folder() {
    return Folder.PATH;
  }

  /**
   * Lets a call of a C function fail, once; if the error is one that stays, all that come after it
   * fail, too.
   *
   * @param afterCalls how many calls succeed before
   */
  public static void fail(String function, int afterCalls, int code) {
    try (Arena arena = Arena.ofConfined()) {
      call(
          "standInFail",
          List.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT),
          arena.allocateFrom(function),
          afterCalls,
          code);
    }
  }

  /** Gives the card so many bytes. */
  public static void memory(long bytes) {
    call("standInMemory", List.of(ValueLayout.JAVA_LONG), bytes);
  }

  /** Makes it a card of this architecture, such as 90 for sm_90. */
  public static void architecture(int architecture) {
    call("standInArchitecture", List.of(ValueLayout.JAVA_INT), architecture);
  }

  /** Gives the machine so many cards. */
  public static void devices(int count) {
    call("standInDevices", List.of(ValueLayout.JAVA_INT), count);
  }

  /** Makes it a driver that supports this CUDA, such as 13000 for 13.0. */
  public static void driver(int version) {
    call("standInDriver", List.of(ValueLayout.JAVA_INT), version);
  }

  /** How many bytes are allocated on the card. */
  public static long used() {
    return (long) invoke("libcuda.so.1", "standInUsed", ValueLayout.JAVA_LONG, List.of());
  }

  /** How many streams, modules and graphs there are, and pieces of memory for the card to read. */
  public static long objects() {
    return (long) invoke("libcuda.so.1", "standInObjects", ValueLayout.JAVA_LONG, List.of());
  }

  /** The math mode that cuBLAS was told last. */
  public static int mathMode() {
    return (int) invoke("libcublas.so.13", "standInMathMode", ValueLayout.JAVA_INT, List.of());
  }

  /** Mends the card and forgets what was to fail. */
  public static void reset() {
    call("standInReset", List.of());
  }

  private static void call(String function, List<MemoryLayout> types, Object... arguments) {
    invoke("libcuda.so.1", function, null, types, arguments);
  }

  private static Object invoke(
      String library,
      String function,
      MemoryLayout result,
      List<MemoryLayout> types,
      Object... arguments) {
    MemoryLayout[] layouts = types.toArray(MemoryLayout[]::new);
    MemorySegment address =
        SymbolLookup.libraryLookup(folder().resolve(library), Arena.global()).findOrThrow(function);
    try {
      return Linker.nativeLinker()
          .downcallHandle(
              address,
              result == null
                  ? FunctionDescriptor.ofVoid(layouts)
                  : FunctionDescriptor.of(result, layouts))
          .invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new IllegalStateException(function + " failed", e);
    }
  }

  private static final class Folder {
    static final Path PATH = compiled();

    /** A folder whose name says of which sources it is, so that no lock is needed. */
    private static Path compiled() {
      Path parent = Path.of("target", "stand-in").toAbsolutePath();
      try {
        Path folder = parent.resolve(hash());
        if (!Files.exists(folder)) {
          Files.createDirectories(parent);
          Path unfinished = Files.createTempDirectory(parent, "unfinished");
          compile(unfinished);
          try {
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
          } catch (FileAlreadyExistsException e) {
            // Another process was faster, and has made the same.
          }
        }
        return folder;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static String hash() throws IOException {
      try (Stream<Path> found = Files.list(SOURCES)) {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(String.join(" ", OPTIONS).getBytes(StandardCharsets.UTF_8));
        for (Path source : found.sorted().toList()) {
          digest.update(Files.readAllBytes(source));
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }

    /** The driver is loaded by its path alone: its name must not hide that of a real one. */
    private static void compile(Path folder) throws IOException {
      Files.copy(SOURCES.resolve("device.h"), folder.resolve("device.h"));
      library(folder, "libcuda.so.1", "libstand-in-cuda.so.1", "cuda.cpp");
      library(folder, "libcublasLt.so.13", "libcublasLt.so.13", "empty.cpp");
      library(folder, "libnvrtc-builtins.so.13.0", "libnvrtc-builtins.so.13.0", "empty.cpp");
      library(
          folder,
          "libcublas.so.13",
          "libcublas.so.13",
          "cublas.cpp",
          "libcuda.so.1",
          "libcublasLt.so.13");
      library(
          folder,
          "libnvrtc.so.13",
          "libnvrtc.so.13",
          "nvrtc.cpp",
          "libcuda.so.1",
          "libnvrtc-builtins.so.13.0");
    }

    private static void library(
        Path folder, String file, String name, String source, String... needs) {
      List<String> command = new ArrayList<>();
      command.add(DebianTool.find(List.of("g++"), "g++").toString());
      command.addAll(OPTIONS);
      command.addAll(
          List.of(
              "-Wl,-soname," + name,
              "-o",
              folder.resolve(file).toString(),
              SOURCES.resolve(source).toString()));
      Stream.of(needs).map(need -> folder.resolve(need).toString()).forEach(command::add);
      try {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
          throw new IllegalStateException(String.join(" ", command) + " failed: " + said);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
