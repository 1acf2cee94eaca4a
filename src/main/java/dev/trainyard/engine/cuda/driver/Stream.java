package dev.trainyard.engine.cuda.driver;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Work that the card does in the order in which it is given. A call returns before its work is
 * done, but {@link #download} and {@link #synchronize}; an error of the work may come with any
 * later call. One thread at a time may use a stream.
 *
 * <p>Its products have a cuBLAS handle and a workspace of their own, so that their bits do not
 * depend on what other streams do.
 */
public final class Stream implements AutoCloseable {
  private static final int NON_BLOCKING = 1;
  private static final int THREAD_LOCAL = 1;
  private static final int DEFAULT_MATH = 0;
  private static final int TF32_TENSOR_OP_MATH = 3;
  private static final int NOT_TRANSPOSED = 0;
  private static final int TRANSPOSED = 1;

  /** What NVIDIA recommends for the newest cards, in bytes; older ones need less. */
  private static final long WORKSPACE = 32L << 20;

  /** Bytes that the card can read and write while Java's may be moved. */
  private static final long STAGE = 4L << 20;

  private static final int MOST_ARGUMENTS = 64;

  private final Driver driver;
  private final Cublas cublas;
  private final long stream;
  private final long handle;
  private final MemorySegment stage;
  private final MemorySegment values;
  private final MemorySegment pointers;
  private final MemorySegment alpha;
  private final MemorySegment beta;

  /** What gives back what the stream has, the last one first. */
  private final Deque<Runnable> releases = new ArrayDeque<>();

  /** Bytes of the stage that uploads under way may still read. */
  private long staged;

  private boolean capturing;

  Stream(Driver driver, Cublas cublas, boolean tf32) {
    this.driver = driver;
    this.cublas = cublas;
    Arena arena = Arena.ofAuto();
    values = arena.allocate(JAVA_LONG, MOST_ARGUMENTS);
    pointers = arena.allocate(ADDRESS, MOST_ARGUMENTS);
    for (int i = 0; i < MOST_ARGUMENTS; i++) {
      pointers.setAtIndex(ADDRESS, i, values.asSlice(i * JAVA_LONG.byteSize()));
    }
    alpha = arena.allocate(JAVA_FLOAT);
    beta = arena.allocate(JAVA_FLOAT);
    MemorySegment result = arena.allocate(ADDRESS);
    try {
      driver.call(
          "cuStreamCreate", () -> (int) driver.streamCreate.invokeExact(result, NON_BLOCKING));
      long created = result.get(JAVA_LONG, 0);
      stream = created;
      releases.push(
          () ->
              driver.release(
                  "cuStreamDestroy_v2", () -> (int) driver.streamDestroy.invokeExact(created)));

      driver.call("cuMemAllocHost_v2", () -> (int) driver.hostAllocate.invokeExact(result, STAGE));
      MemorySegment host = result.get(ADDRESS, 0).reinterpret(STAGE);
      stage = host;
      releases.push(
          () -> driver.release("cuMemFreeHost", () -> (int) driver.hostFree.invokeExact(host)));

      Memory workspace = new Memory(driver, WORKSPACE);
      releases.push(workspace::close);

      cublas.call("cublasCreate_v2", () -> (int) cublas.create.invokeExact(result));
      long made = result.get(JAVA_LONG, 0);
      handle = made;
      releases.push(
          () -> {
            if (!driver.lost()) {
              cublas.call("cublasDestroy_v2", () -> (int) cublas.destroy.invokeExact(made));
            }
          });
      // Setting the stream takes the workspace away: it comes first.
      cublas.call("cublasSetStream_v2", () -> (int) cublas.setStream.invokeExact(made, created));
      cublas.call(
          "cublasSetWorkspace_v2",
          () -> (int) cublas.setWorkspace.invokeExact(made, workspace.address(), WORKSPACE));
      int mode = tf32 ? TF32_TENSOR_OP_MATH : DEFAULT_MATH;
      cublas.call("cublasSetMathMode", () -> (int) cublas.setMathMode.invokeExact(made, mode));

      releases.push(
          () ->
              driver.release(
                  "cuStreamSynchronize",
                  () -> (int) driver.streamSynchronize.invokeExact(created)));
    } catch (RuntimeException e) {
      release(releases);
      throw e;
    }
  }

  /**
   * Runs a kernel in {@code blocksX · blocksY} blocks of {@code threadsX · threadsY} threads.
   *
   * @param arguments the kernel's, each of exactly its type: Integer, Long (addresses, too), Float
   *     or Double; at most 64
   */
  public void launch(
      Kernel kernel, int blocksX, int blocksY, int threadsX, int threadsY, Object... arguments) {
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case Integer value -> values.set(JAVA_INT, i * JAVA_LONG.byteSize(), value);
        case Long value -> values.setAtIndex(JAVA_LONG, i, value);
        case Float value -> values.set(JAVA_FLOAT, i * JAVA_LONG.byteSize(), value);
        case Double value -> values.setAtIndex(JAVA_DOUBLE, i, value);
        default ->
            throw new IllegalArgumentException(
                "argument %d of %s is a %s"
                    .formatted(i, kernel.name(), arguments[i].getClass().getName()));
      }
    }
    driver.call(
        "cuLaunchKernel",
        () ->
            (int)
                driver.launch.invokeExact(
                    kernel.function(),
                    blocksX,
                    blocksY,
                    1,
                    threadsX,
                    threadsY,
                    1,
                    0,
                    stream,
                    pointers,
                    MemorySegment.NULL));
  }

  /**
   * C ← alpha · op(A) · op(B) + beta · C, all of them row-major on the card, with op(A) [m, k],
   * op(B) [k, n] and C [m, n]; op transposes where asked to. With beta 0, C is written without
   * being read.
   *
   * @param a the address of A; its stride is how many floats lie between the starts of two rows
   */
  public void multiply(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      float alpha,
      long a,
      int strideA,
      long b,
      int strideB,
      float beta,
      long c,
      int strideC) {
    this.alpha.set(JAVA_FLOAT, 0, alpha);
    this.beta.set(JAVA_FLOAT, 0, beta);
    // cuBLAS reads columns where these are rows, so it sees every matrix transposed: Cᵀ = Bᵀ · Aᵀ.
    int status =
        Library.call(
            "cublasSgemm_v2",
            () ->
                (int)
                    cublas.sgemm.invokeExact(
                        handle,
                        transposeB ? TRANSPOSED : NOT_TRANSPOSED,
                        transposeA ? TRANSPOSED : NOT_TRANSPOSED,
                        n,
                        m,
                        k,
                        this.alpha,
                        b,
                        strideB,
                        a,
                        strideA,
                        this.beta,
                        c,
                        strideC));
    if (status != 0) {
      if (!capturing) {
        synchronize(); // of a lost card, cuBLAS says only that it failed
      }
      throw cublas.failure("cublasSgemm_v2", status);
    }
  }

  /**
   * Captures launches, products, fills and copies instead of doing them. What {@code work} does has
   * been done on this card before: CUDA loads a kernel when it is first used, and cannot load it
   * here. Nothing may be allocated, freed, uploaded, downloaded or waited for.
   */
  public Graph capture(Runnable work) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment result = arena.allocate(ADDRESS);
      driver.call(
          "cuStreamBeginCapture_v2",
          () -> (int) driver.captureBegin.invokeExact(stream, THREAD_LOCAL));
      capturing = true;
      try {
        work.run();
      } catch (RuntimeException | Error e) {
        discard(result);
        throw e;
      } finally {
        capturing = false;
      }
      driver.call("cuStreamEndCapture", () -> (int) driver.captureEnd.invokeExact(stream, result));
      return instantiate(result.get(JAVA_LONG, 0), result);
    }
  }

  private void discard(MemorySegment result) {
    Library.call("cuStreamEndCapture", () -> (int) driver.captureEnd.invokeExact(stream, result));
    long captured = result.get(JAVA_LONG, 0);
    if (captured != 0) {
      driver.release("cuGraphDestroy", () -> (int) driver.graphDestroy.invokeExact(captured));
    }
  }

  private Graph instantiate(long captured, MemorySegment result) {
    try {
      driver.call(
          "cuGraphInstantiateWithFlags",
          () -> (int) driver.graphInstantiate.invokeExact(result, captured, 0L));
    } finally {
      driver.release("cuGraphDestroy", () -> (int) driver.graphDestroy.invokeExact(captured));
    }
    long executable = result.get(JAVA_LONG, 0);
    Graph graph = new Graph(driver, executable);
    try {
      driver.call("cuGraphUpload", () -> (int) driver.graphUpload.invokeExact(executable, stream));
      return graph;
    } catch (CudaException e) {
      graph.close();
      throw e;
    }
  }

  /** Does what has been captured. */
  public void launch(Graph graph) {
    driver.call(
        "cuGraphLaunch", () -> (int) driver.graphLaunch.invokeExact(graph.executable(), stream));
  }

  /**
   * Copies to the card's address {@code to} in the order of the stream.
   *
   * @param from may be on the heap, and may be changed as soon as this returns
   */
  public void upload(long to, MemorySegment from) {
    refuseWithinCapture();
    long done = 0;
    while (done < from.byteSize()) {
      if (staged == STAGE) {
        synchronize();
      }
      long bytes = Math.min(from.byteSize() - done, STAGE - staged);
      MemorySegment piece = stage.asSlice(staged, bytes);
      piece.copyFrom(from.asSlice(done, bytes));
      long address = to + done;
      driver.call(
          "cuMemcpyHtoDAsync_v2",
          () -> (int) driver.upload.invokeExact(address, piece, bytes, stream));
      staged += bytes;
      done += bytes;
    }
  }

  /**
   * Copies from the card's address {@code from} and waits for it.
   *
   * @param to may be on the heap
   */
  public void download(MemorySegment to, long from) {
    refuseWithinCapture();
    synchronize();
    for (long done = 0; done < to.byteSize(); done += STAGE) {
      long bytes = Math.min(to.byteSize() - done, STAGE);
      MemorySegment piece = stage.asSlice(0, bytes);
      long address = from + done;
      driver.call(
          "cuMemcpyDtoHAsync_v2",
          () -> (int) driver.download.invokeExact(piece, address, bytes, stream));
      synchronize();
      to.asSlice(done, bytes).copyFrom(piece);
    }
  }

  /**
   * Writes a word of 32 bits again and again.
   *
   * @param words how many times
   */
  public void fill(long to, int word, long words) {
    if (words > 0) {
      driver.call("cuMemsetD32Async", () -> (int) driver.fill.invokeExact(to, word, words, stream));
    }
  }

  /** Copies within the card; the two places do not overlap. */
  public void copy(long to, long from, long bytes) {
    if (bytes > 0) {
      driver.call(
          "cuMemcpyDtoDAsync_v2", () -> (int) driver.copy.invokeExact(to, from, bytes, stream));
    }
  }

  /** Waits until all its work is done. */
  public void synchronize() {
    driver.call("cuStreamSynchronize", () -> (int) driver.streamSynchronize.invokeExact(stream));
    staged = 0;
  }

  @Override
  public void close() {
    release(releases);
  }

  private static void release(Deque<Runnable> releases) {
    if (!releases.isEmpty()) {
      try {
        releases.pop().run();
      } finally {
        release(releases);
      }
    }
  }

  private void refuseWithinCapture() {
    if (capturing) {
      throw new IllegalStateException("a capture cannot copy from or to Java's memory");
    }
  }
}
