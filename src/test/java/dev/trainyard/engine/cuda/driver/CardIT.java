package dev.trainyard.engine.cuda.driver;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a card is asked to do, by the stand-in for the driver, cuBLAS and NVRTC. */
@NullUnmarked
class CardIT {
  private static final String KERNELS =
      """
      extern "C" __global__ void types(int a, long long b, float c, double d, double* out) {
        if (threadIdx.x == 0) { out[0] = a; out[1] = (double) b; out[2] = c; out[3] = d; }
      }

      extern "C" __global__ void places(int* out) {
        int column = blockIdx.x * blockDim.x + threadIdx.x, row = blockIdx.y * blockDim.y + threadIdx.y;
        out[row * gridDim.x * blockDim.x + column] = 1000 * row + column;
      }

      extern "C" __global__ void addScaled(float* to, const float* from, float factor, int n) {
        int i = blockIdx.x * blockDim.x + threadIdx.x;
        if (i < n) to[i] += factor * from[i];
      }

      // the sum of 64 floats by a tree
      extern "C" __global__ void sum(const float* from, float* to) {
        __shared__ float part[64];
        part[threadIdx.x] = from[64 * blockIdx.x + threadIdx.x];
        __syncthreads();
        for (int s = 32; s > 0; s >>= 1) {
          if (threadIdx.x < s) part[threadIdx.x] += part[threadIdx.x + s];
          __syncthreads();
        }
        if (threadIdx.x == 0) to[blockIdx.x] = part[0];
      }

      extern "C" __global__ void lonely(float* to) {
        if (threadIdx.x < 3) __syncthreads();
        to[threadIdx.x] = 1;
      }

      extern "C" __global__ void beyond(float* to, int n) {
        to[n] = 1;
      }
      """;

  @TempDir private Path folder;

  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeEach
  void begin() {
    StandIn.reset();
  }

  @AfterEach
  void end() throws Exception {
    boolean lost = false;
    for (AutoCloseable one : open.reversed()) {
      lost |= one instanceof Card card && card.lost();
      one.close();
      one.close(); // again, which changes nothing
    }
    if (!lost) {
      assertThat(StandIn.used()).as("bytes left on the card").isZero();
      assertThat(StandIn.objects()).as("objects left").isZero();
    }
    StandIn.reset();
  }

  @Test
  void tellsWhatItIs() {
    StandIn.memory(3L << 30);
    Card card = card();
    assertThat(card.name()).isEqualTo("stand-in");
    assertThat(card.architecture()).isEqualTo("sm_90");
    assertThat(card.libraries()).isEqualTo("CUDA driver 13.0, cuBLAS 13.1.0, NVRTC 13.0");
    assertThat(card.memory()).isEqualTo(3L << 30);
    assertThat(card.lost()).isFalse();
  }

  @Test
  void copiesThereAndBackFromAndToTheHeapAndOutsideOfIt() {
    Card card = card();
    Stream stream = keep(card.stream());
    int[] numbers = IntStream.range(0, 3_000_000).toArray(); // more than a stage, and no multiple
    Memory memory = keep(card.allocate(4L * numbers.length));
    stream.upload(memory.address(), MemorySegment.ofArray(numbers));
    int[] sent = numbers.clone();
    Arrays.fill(numbers, 0); // that is allowed as soon as upload returns
    int[] back = new int[numbers.length];
    stream.download(MemorySegment.ofArray(back), memory.address());
    assertThat(back).isEqualTo(sent);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment outside = arena.allocateFrom(JAVA_INT, 7, 8, 9);
      stream.upload(memory.address() + 4, outside);
      outside.fill((byte) 0);
      stream.download(outside, memory.address() + 8);
      assertThat(outside.toArray(JAVA_INT)).containsExactly(8, 9, 4);
    }
    byte[] odd = {1, 2, 3};
    stream.upload(memory.address() + 5, MemorySegment.ofArray(odd));
    byte[] oddBack = new byte[3];
    stream.download(MemorySegment.ofArray(oddBack), memory.address() + 5);
    assertThat(oddBack).isEqualTo(odd);
  }

  @Test
  void uploadsManyTimesMoreThanAStageHoldsWithoutMixingThemUp() {
    Card card = card();
    Stream stream = keep(card.stream());
    int size = 300_000;
    Memory memory = keep(card.allocate(4L * size * 10));
    for (int i = 0; i < 10; i++) {
      int[] piece = new int[size];
      Arrays.fill(piece, i);
      stream.upload(memory.address() + 4L * size * i, MemorySegment.ofArray(piece));
    }
    int[] back = new int[10 * size];
    stream.download(MemorySegment.ofArray(back), memory.address());
    assertThat(IntStream.range(0, back.length).filter(i -> back[i] != i / size).count()).isZero();
  }

  @Test
  void fillsAndCopies() {
    Card card = card();
    Stream stream = keep(card.stream());
    Memory memory = keep(card.allocate(40));
    stream.fill(memory.address(), Float.floatToRawIntBits(1.5f), 10);
    stream.fill(memory.address() + 8, 0, 2);
    stream.fill(memory.address(), 0, 0);
    stream.copy(memory.address() + 32, memory.address() + 8, 4);
    stream.copy(memory.address(), memory.address() + 8, 0);
    assertThat(floats(stream, memory, 10))
        .containsExactly(1.5f, 1.5f, 0, 0, 1.5f, 1.5f, 1.5f, 1.5f, 0, 1.5f);
  }

  @Test
  void allocatesNothingToo() {
    Memory nothing = keep(card().allocate(0));
    assertThat(nothing.bytes()).isZero();
    assertThat(nothing.address()).isZero();
  }

  @Test
  void launchesKernelsWithArgumentsOfAllTypes() {
    Card card = card();
    Kernels kernels = keep(card.compile(KERNELS));
    Stream stream = keep(card.stream());
    Memory out = keep(card.allocate(32));
    Kernel types = kernels.kernel("types");
    assertThat(types.name()).isEqualTo("types");
    stream.launch(types, 1, 1, 32, 1, -7, 1L << 40, 0.1f, 0.1, out.address());
    double[] back = new double[4];
    stream.download(MemorySegment.ofArray(back), out.address());
    assertThat(back).containsExactly(-7, 1L << 40, 0.1f, 0.1);
    assertThatThrownBy(() -> stream.launch(types, 1, 1, 32, 1, "seven"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("argument 0 of types is a java.lang.String");
  }

  @Test
  void launchesAGridOfBlocksInTwoDimensions() {
    Card card = card();
    Stream stream = keep(card.stream());
    Memory out = keep(card.allocate(4 * 6 * 20));
    stream.launch(keep(card.compile(KERNELS)).kernel("places"), 4, 3, 5, 2, out.address());
    int[] back = new int[6 * 20];
    stream.download(MemorySegment.ofArray(back), out.address());
    assertThat(back)
        .isEqualTo(IntStream.range(0, back.length).map(i -> 1000 * (i / 20) + i % 20).toArray());
  }

  @Test
  void letsThreadsOfABlockMeet() {
    Card card = card();
    Stream stream = keep(card.stream());
    float[] numbers = random(640, 1);
    Memory from = upload(card, stream, numbers);
    Memory to = keep(card.allocate(40));
    stream.launch(
        keep(card.compile(KERNELS)).kernel("sum"), 10, 1, 64, 1, from.address(), to.address());
    float[] sums = floats(stream, to, 10);
    for (int block = 0; block < 10; block++) {
      float[] part = Arrays.copyOfRange(numbers, 64 * block, 64 * (block + 1));
      for (int s = 32; s > 0; s /= 2) {
        for (int i = 0; i < s; i++) {
          part[i] += part[i + s];
        }
      }
      assertThat(sums[block]).isEqualTo(part[0]);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "false, false, 1, 0", "false, true, 1, 0", "true, false, 1, 0", "true, true, 1, 0",
    "false, false, -0.5, 1", "false, true, 2, 0.5", "true, false, -0.1, 1", "true, true, 3, -1"
  })
  void multiplies(boolean transposeA, boolean transposeB, float alpha, float beta) {
    Card card = card();
    Stream stream = keep(card.stream());
    int m = 5;
    int n = 7;
    int k = 11;
    int strideA = (transposeA ? m : k) + 2;
    int strideB = (transposeB ? k : n) + 3;
    int strideC = n + 4;
    float[] a = random((transposeA ? k : m) * strideA, 1);
    float[] b = random((transposeB ? n : k) * strideB, 2);
    float[] c = random(m * strideC, 3);
    if (beta == 0) {
      Arrays.fill(c, Float.NaN); // it is not read
    }
    Memory memory = upload(card, stream, c);
    stream.multiply(
        transposeA,
        transposeB,
        m,
        n,
        k,
        alpha,
        upload(card, stream, a).address(),
        strideA,
        upload(card, stream, b).address(),
        strideB,
        beta,
        memory.address(),
        strideC);
    float[] result = floats(stream, memory, c.length);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < strideC; j++) {
        if (j >= n) {
          assertThat(result[i * strideC + j]).as("beside C").isEqualTo((Float) c[i * strideC + j]);
          continue;
        }
        double sum = 0;
        for (int p = 0; p < k; p++) {
          sum +=
              (double) a[transposeA ? p * strideA + i : i * strideA + p]
                  * b[transposeB ? j * strideB + p : p * strideB + j];
        }
        double expected = alpha * sum + (beta == 0 ? 0 : beta * c[i * strideC + j]);
        assertThat((double) result[i * strideC + j]).isCloseTo(expected, within(1e-5));
      }
    }
  }

  @Test
  void refusesAStrideThatIsTooShort() {
    Card card = card();
    Stream stream = keep(card.stream());
    long memory = keep(card.allocate(4000)).address();
    assertThatThrownBy(
            () -> stream.multiply(false, false, 4, 5, 6, 1, memory, 5, memory, 5, 0, memory, 5))
        .isInstanceOf(CudaException.class)
        .hasMessage("cublasSgemm_v2 returned 7, CUBLAS_STATUS_INVALID_VALUE");
    stream.multiply(false, false, 4, 5, 6, 1, memory, 6, memory, 5, 0, memory + 2000, 5);
    assertThat(card.lost()).isFalse();
  }

  @Test
  void doesWhatItHasCapturedAgainAndAgain() {
    Card card = card();
    Kernel addScaled = keep(card.compile(KERNELS)).kernel("addScaled");
    Stream stream = keep(card.stream());
    int n = 30;
    float[] start = random(n * n, 1);
    float[] other = random(n * n, 2);
    Memory from = upload(card, stream, other);
    Memory product = keep(card.allocate(4L * n * n));
    Memory copy = keep(card.allocate(4L * n * n));
    Memory to = upload(card, stream, start);
    float[] factor = {0.25f};
    Runnable work =
        () -> {
          stream.fill(product.address(), Float.floatToRawIntBits(0.5f), (long) n * n);
          stream.multiply(
              false,
              true,
              n,
              n,
              n,
              0.1f,
              to.address(),
              n,
              from.address(),
              n,
              1,
              product.address(),
              n);
          stream.copy(copy.address(), product.address(), copy.bytes());
          stream.launch(addScaled, 4, 1, 256, 1, to.address(), copy.address(), factor[0], n * n);
        };
    for (int i = 0; i < 5; i++) {
      work.run();
    }
    float[] expected = floats(stream, to, n * n);

    Graph graph = keep(stream.capture(work));
    assertThat(floats(stream, to, n * n)).as("a capture does nothing").isEqualTo(expected);
    factor[0] = 99; // the graph has kept what it was
    stream.upload(to.address(), MemorySegment.ofArray(start));
    for (int i = 0; i < 5; i++) {
      stream.launch(graph);
    }
    assertThat(floats(stream, to, n * n)).isEqualTo(expected);
  }

  @Test
  void endsACaptureThatFailsAndGoesOn() {
    Card card = card();
    Stream stream = keep(card.stream());
    Memory memory = keep(card.allocate(16));
    Runnable fill = () -> stream.fill(memory.address(), 7, 4);

    assertThatThrownBy(
            () ->
                stream.capture(
                    () -> {
                      fill.run();
                      throw new IllegalArgumentException("the work's own");
                    }))
        .hasMessage("the work's own");
    assertCaptureFails(stream, () -> card.allocate(16), "cuMemAlloc_v2", 900);
    assertCaptureFails(stream, stream::synchronize, "cuStreamSynchronize", 900);
    assertCaptureFails(
        stream,
        () -> {
          assertThatThrownBy(stream::synchronize).isInstanceOf(CudaException.class);
          fill.run();
        },
        "cuMemsetD32Async",
        901);
    assertCaptureFails(
        stream,
        () -> assertThatThrownBy(stream::synchronize).isInstanceOf(CudaException.class),
        "cuStreamEndCapture",
        901);
    assertThatThrownBy(
            () ->
                stream.capture(
                    () -> stream.upload(memory.address(), MemorySegment.ofArray(new int[4]))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a capture cannot copy from or to Java's memory");

    stream.launch(keep(stream.capture(fill)));
    int[] back = new int[4];
    stream.download(MemorySegment.ofArray(back), memory.address());
    assertThat(back).containsOnly(7);
    assertThat(card.lost()).isFalse();
  }

  private static void assertCaptureFails(Stream stream, Runnable work, String function, int code) {
    CudaException failure = catchThrowableOfType(CudaException.class, () -> stream.capture(work));
    assertThat(failure.function()).isEqualTo(function);
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.isLost()).isFalse();
  }

  @Test
  void givesBackAGraphThatCannotBeInstantiated() {
    Card card = card();
    Stream stream = keep(card.stream());
    Memory memory = keep(card.allocate(16));
    for (String function : List.of("cuGraphInstantiateWithFlags", "cuGraphUpload")) {
      StandIn.fail(function, 0, 2);
      assertThatThrownBy(() -> stream.capture(() -> stream.fill(memory.address(), 7, 4)))
          .hasMessage(function + " returned 2, CUDA_ERROR_OUT_OF_MEMORY");
    }
  }

  @Test
  void saysWhenItsMemoryIsUsedUpAndWorksOn() {
    StandIn.memory(64 << 20);
    Card card = card();
    Stream stream = keep(card.stream());
    CudaException failure =
        catchThrowableOfType(CudaException.class, () -> card.allocate(1L << 30));
    assertThat(failure).hasMessage("cuMemAlloc_v2 returned 2, CUDA_ERROR_OUT_OF_MEMORY");
    assertThat(failure.name()).isEqualTo("CUDA_ERROR_OUT_OF_MEMORY");
    assertThat(failure.isOutOfMemory()).isTrue();
    assertThat(failure.isLost()).isFalse();
    assertThat(card.lost()).isFalse();
    Memory memory = keep(card.allocate(1 << 20));
    stream.fill(memory.address(), 1, 4);
    stream.synchronize();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cuStreamCreate",
        "cuMemAllocHost_v2",
        "cuMemAlloc_v2",
        "cublasCreate_v2",
        "cublasSetStream_v2",
        "cublasSetWorkspace_v2",
        "cublasSetMathMode"
      })
  void givesBackWhatAStreamHasWhenTheRestOfItIsNotToBeHad(String function) {
    Card card = card();
    boolean blas = function.startsWith("cublas");
    StandIn.fail(function, 0, blas ? 3 : 2);
    CudaException failure = catchThrowableOfType(CudaException.class, card::stream);
    assertThat(failure.function()).isEqualTo(function);
    assertThat(failure.isOutOfMemory()).isTrue();
    assertThat(StandIn.used()).isZero();
    assertThat(StandIn.objects()).isZero();
  }

  @Test
  void isLostOnceAnErrorStays() {
    Card card = card();
    Kernels kernels = keep(card.compile(KERNELS));
    Stream stream = keep(card.stream());
    Memory memory = keep(card.allocate(16));
    Graph graph = keep(stream.capture(() -> stream.fill(memory.address(), 7, 4)));
    Kernel types = kernels.kernel("types");
    StandIn.fail("cuLaunchKernel", 0, 719);
    CudaException failure =
        catchThrowableOfType(
            CudaException.class, () -> stream.launch(types, 1, 1, 1, 1, 1, 1L, 1f, 1.0, 0L));
    assertThat(failure).hasMessage("cuLaunchKernel returned 719, CUDA_ERROR_LAUNCH_FAILED");
    assertThat(failure.isLost()).isTrue();
    assertThat(failure.isOutOfMemory()).isFalse();
    assertThat(card.lost()).isTrue();
    assertThatThrownBy(() -> card.allocate(16))
        .hasMessage("cuMemAlloc_v2 returned 719, CUDA_ERROR_LAUNCH_FAILED");
    assertThatThrownBy(() -> stream.launch(graph)).isInstanceOf(CudaException.class);
    assertThatCode(
            () -> {
              for (AutoCloseable one : open.reversed()) {
                one.close();
              }
            })
        .doesNotThrowAnyException();
  }

  @Test
  void findsOutInAProductThatTheCardIsLost() {
    Card card = card();
    Stream stream = keep(card.stream());
    long memory = keep(card.allocate(400)).address();
    StandIn.fail("cublasSgemm_v2", 0, 13);
    assertThatThrownBy(
            () -> stream.multiply(false, false, 2, 2, 2, 1, memory, 2, memory, 2, 0, memory, 2))
        .hasMessage("cublasSgemm_v2 returned 13, CUBLAS_STATUS_EXECUTION_FAILED");
    assertThat(card.lost()).isFalse();
    assertThatThrownBy(
            () ->
                stream.multiply(false, false, 20, 20, 20, 1, memory, 20, memory, 20, 0, memory, 20))
        .hasMessage("cuStreamSynchronize returned 700, CUDA_ERROR_ILLEGAL_ADDRESS");
    assertThat(card.lost()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"beyond", "freed", "copy", "upload", "fill"})
  void isLostAfterAWriteBeyondWhatWasAllocated(String how) {
    Card card = card();
    Kernels kernels = keep(card.compile(KERNELS));
    Stream stream = keep(card.stream());
    Memory memory = keep(card.allocate(16));
    Kernel beyond = kernels.kernel("beyond");
    stream.launch(beyond, 1, 1, 1, 1, memory.address(), 3);
    assertThatThrownBy(
            () -> {
              switch (how) {
                case "beyond" -> stream.launch(beyond, 1, 1, 1, 1, memory.address(), 4);
                case "copy" -> stream.copy(memory.address() + 12, memory.address(), 8);
                case "fill" -> stream.fill(memory.address() + 4, 1, 4);
                case "upload" ->
                    stream.upload(memory.address(), MemorySegment.ofArray(new byte[17]));
                default -> {
                  memory.close();
                  stream.launch(beyond, 1, 1, 1, 1, memory.address(), 0);
                }
              }
              stream.synchronize();
            })
        .hasMessageEndingWith("returned 700, CUDA_ERROR_ILLEGAL_ADDRESS");
    assertThat(card.lost()).isTrue();
  }

  @Test
  void isLostWhenThreadsWaitForOneThatHasEnded() {
    Card card = card();
    Stream stream = keep(card.stream());
    Memory memory = keep(card.allocate(16));
    Kernel lonely = keep(card.compile(KERNELS)).kernel("lonely");
    stream.launch(lonely, 1, 1, 3, 1, memory.address());
    assertThatThrownBy(() -> stream.launch(lonely, 1, 1, 4, 1, memory.address()))
        .hasMessage("cuLaunchKernel returned 719, CUDA_ERROR_LAUNCH_FAILED");
    assertThat(card.lost()).isTrue();
  }

  @Test
  void saysWhereASourceIsWrong() {
    Card card = card();
    CudaException failure =
        catchThrowableOfType(
            CudaException.class,
            () -> card.compile("\nextern \"C\" __global__ void f() { wrong(); }"));
    assertThat(failure.function()).isEqualTo("nvrtcCompileProgram");
    assertThat(failure.isLost()).isFalse();
    assertThat(failure)
        .hasMessageStartingWith("nvrtcCompileProgram returned 6, NVRTC_ERROR_COMPILATION:\n")
        .hasMessageContaining("kernels.cu:2")
        .hasMessageContaining("wrong");
  }

  @Test
  void saysThatThereIsNoSuchKernel() {
    Kernels kernels = keep(card().compile(KERNELS));
    assertThatThrownBy(() -> kernels.kernel("nothing"))
        .hasMessage("cuModuleGetFunction returned 500, CUDA_ERROR_NOT_FOUND");
  }

  @Test
  void keepsCompiledKernels() throws IOException {
    Path cache = folder.resolve("deeper").resolve("cache");
    Card card = keep(Card.open(new CudaSettings(List.of(StandIn.folder()), 0, cache, false)));
    keep(card.compile(KERNELS));
    Path file = files(cache).getFirst();
    assertThat(files(cache)).hasSize(1);

    StandIn.fail("nvrtcCompileProgram", 0, 6);
    keep(card.compile(KERNELS)).kernel("sum"); // which compiles nothing
    assertThatThrownBy(() -> card.compile(KERNELS + "// another"))
        .hasMessageContaining("nvrtcCompileProgram");

    byte[] content = Files.readAllBytes(file);
    byte[] harmed = content.clone();
    harmed[content.length / 2] ^= 1;
    for (byte[] damage : List.of(harmed, Arrays.copyOf(content, 1000), new byte[0])) {
      Files.write(file, damage);
      keep(card.compile(KERNELS)).kernel("sum");
      assertThat(Files.readAllBytes(file).length).as("written anew").isGreaterThan(1000);
    }
    keep(card.compile(KERNELS + "// another"));
    assertThat(files(cache)).hasSize(2);

    StandIn.architecture(80);
    Card older = keep(Card.open(new CudaSettings(List.of(StandIn.folder()), 0, cache, false)));
    keep(older.compile(KERNELS));
    assertThat(files(cache)).hasSize(3);
  }

  @Test
  void compilesWithoutACacheThatCannotBeWritten() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Card card = keep(Card.open(new CudaSettings(List.of(StandIn.folder()), 0, file, false)));
    keep(card.compile(KERNELS)).kernel("sum");
  }

  @Test
  void compilesForANewerCardThanTheCompilerKnows() {
    StandIn.architecture(121);
    Card card = card();
    assertThat(card.architecture()).isEqualTo("sm_121");
    Stream stream = keep(card.stream());
    Memory out = keep(card.allocate(4 * 4));
    stream.launch(keep(card.compile(KERNELS)).kernel("places"), 1, 1, 4, 1, out.address());
    int[] back = new int[4];
    stream.download(MemorySegment.ofArray(back), out.address());
    assertThat(back).containsExactly(0, 1, 2, 3);
  }

  @Test
  void letsThreadsWorkOnStreamsOfTheirOwn() throws Exception {
    Card card = card();
    Kernel addScaled = keep(card.compile(KERNELS)).kernel("addScaled");
    int n = 40;
    int threads = 3;
    CyclicBarrier together = new CyclicBarrier(threads);
    List<Future<float[]>> results = new ArrayList<>();
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      for (int thread = 0; thread < threads; thread++) {
        int seed = thread % 2;
        results.add(
            workers.submit(
                () -> {
                  card.enter();
                  try (Stream stream = card.stream();
                      Memory a = card.allocate(4L * n * n);
                      Memory b = card.allocate(4L * n * n)) {
                    together.await();
                    stream.upload(a.address(), MemorySegment.ofArray(random(n * n, seed)));
                    Runnable work =
                        () -> {
                          stream.multiply(
                              true,
                              false,
                              n,
                              n,
                              n,
                              0.01f,
                              a.address(),
                              n,
                              a.address(),
                              n,
                              0,
                              b.address(),
                              n);
                          stream.launch(
                              addScaled, 10, 1, 160, 1, a.address(), b.address(), 0.5f, n * n);
                        };
                    try (Graph graph = stream.capture(work)) {
                      for (int i = 0; i < 50; i++) {
                        stream.launch(graph);
                        work.run();
                      }
                      float[] back = new float[n * n];
                      stream.download(MemorySegment.ofArray(back), a.address());
                      return back;
                    }
                  }
                }));
      }
    }
    assertThat(results.get(0).get()).isEqualTo(results.get(2).get());
    assertThat(results.get(0).get()).isNotEqualTo(results.get(1).get());
  }

  @Test
  void wantsAThreadToEnter() throws Exception {
    Card card = card();
    try (ExecutorService worker = Executors.newSingleThreadExecutor()) {
      Throwable failure =
          worker
              .submit(() -> catchThrowableOfType(CudaException.class, () -> card.allocate(16)))
              .get();
      assertThat(failure).hasMessage("cuMemAlloc_v2 returned 201, CUDA_ERROR_INVALID_CONTEXT");
    }
  }

  @Test
  void usesTf32WhereItIsWanted() {
    Card card = keep(Card.open(new CudaSettings(List.of(StandIn.folder()), 0, null, true)));
    keep(card.stream());
    assertThat(StandIn.mathMode()).isEqualTo(3);
    keep(card().stream());
    assertThat(StandIn.mathMode()).isZero();
  }

  @Test
  void saysThatThereIsNoCard() {
    StandIn.devices(0);
    assertUnavailable(
        StandIn.settings(),
        "there is an NVIDIA driver but no card that it shows. nvidia-smi lists those that there"
            + " are; CUDA_VISIBLE_DEVICES may hide them.");
    StandIn.devices(2);
    assertUnavailable(
        new CudaSettings(List.of(StandIn.folder()), 2, null, false),
        "there is no card 2: this machine has 2, numbered from 0.");
    keep(Card.open(new CudaSettings(List.of(StandIn.folder()), 1, null, false)));
  }

  @Test
  void saysThatTheDriverIsTooOld() {
    StandIn.driver(11040);
    assertUnavailable(
        StandIn.settings(),
        "the NVIDIA driver supports CUDA 11.4, and CUDA 12 is needed. Update the driver.");
    StandIn.driver(12080);
    assertThatThrownBy(() -> card(List.of(StandIn.folder())))
        .isInstanceOf(CardUnavailable.class)
        .hasMessageStartingWith(
            "cuBLAS is missing: there is no libcublas.so.12 that can be used in")
        .hasMessageContaining(StandIn.folder().toString())
        .hasMessageContaining("nvidia-cublas-cu12");
  }

  @Test
  void saysWhichFunctionADriverLacks() {
    SymbolLookup symbols =
        SymbolLookup.libraryLookup(StandIn.folder().resolve("libcuda.so.1"), Arena.global());
    SymbolLookup lacking =
        name -> name.equals("cuGraphUpload") ? Optional.empty() : symbols.find(name);
    assertThatThrownBy(() -> new Driver(new Library("the NVIDIA driver", lacking)))
        .isInstanceOf(CardUnavailable.class)
        .hasMessage(
            "the NVIDIA driver, which supports CUDA 13.0, has no function cuGraphUpload. Update it.");
  }

  @Test
  void saysThatTheDriverDoesNotStart() {
    StandIn.fail("cuInit", 0, 999);
    assertUnavailable(
        StandIn.settings(),
        "the NVIDIA driver does not start: cuInit returned 999, CUDA_ERROR_UNKNOWN. nvidia-smi may"
            + " tell why.");
  }

  /** No one else's memory or use of the card lasts. */
  @Test
  void saysWhatKeepsItFromTheCard() {
    StandIn.fail("cuDevicePrimaryCtxRetain", 0, 46);
    assertThatThrownBy(() -> Card.open(StandIn.settings()))
        .isInstanceOf(CudaException.class)
        .hasMessageContaining(
            "cuDevicePrimaryCtxRetain returned 46, CUDA_ERROR_DEVICE_UNAVAILABLE");
  }

  @Test
  void saysThatTheCardIsTooOldForTheCompiler() {
    StandIn.architecture(61);
    assertUnavailable(
        StandIn.settings(),
        "NVRTC 13.0 compiles for sm_75 and newer, and the stand-in is sm_61. Install the cuBLAS and"
            + " NVRTC of an older CUDA.");
  }

  @ParameterizedTest
  @CsvSource({
    "cuBLAS, libcublas.so.13 or libcublas.so.12, nvidia-cublas",
    "NVRTC, libnvrtc.so.13 or libnvrtc.so.12, nvidia-cuda-nvrtc"
  })
  void saysWhatIsMissingAndWhereItLooked(String what, String files, String wheel)
      throws IOException {
    link("libcuda.so.1");
    if (what.equals("NVRTC")) {
      link("libcublasLt.so.13");
      link("libcublas.so.13");
    }
    Libraries libraries =
        new Libraries(List.of(folder), List.of(Path.of("/nowhere")), "libcuda.so.1");
    CudaSettings settings = new CudaSettings(List.of(folder), 0, null, false);
    assertThatThrownBy(() -> Card.open(libraries, settings))
        .isInstanceOf(CardUnavailable.class)
        .hasMessage(
            "%s is missing: there is no %s that can be used in %s, /nowhere. Install it, with Python for example (pip install %s), and name the folder in the settings where it is not one of these."
                .formatted(what, files, folder, wheel));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lib",
        "lib64",
        "nvidia/cu13/lib",
        "lib/python3.12/site-packages/nvidia/cu13/lib",
        "lib/python3/dist-packages/nvidia/cublas/lib"
      })
  void findsLibrariesWhereTheyAre(String place) throws IOException {
    Path deep = Files.createDirectories(folder.resolve(place));
    try (java.util.stream.Stream<Path> files = Files.list(StandIn.folder())) {
      for (Path file : files.toList()) {
        Files.createSymbolicLink(deep.resolve(file.getFileName()), file);
      }
    }
    Libraries libraries = new Libraries(List.of(folder), List.of(), "libcuda.so.1");
    keep(Card.open(libraries, CudaSettings.DEFAULTS));
  }

  private void link(String file) throws IOException {
    Files.createSymbolicLink(folder.resolve(file), StandIn.folder().resolve(file));
  }

  private static void assertUnavailable(CudaSettings settings, String reason) {
    assertThatThrownBy(() -> Card.open(settings))
        .isInstanceOf(CardUnavailable.class)
        .hasMessage(reason);
  }

  private Card card() {
    return card(List.of(StandIn.folder()));
  }

  private Card card(List<Path> libraries) {
    return keep(Card.open(new CudaSettings(libraries, 0, null, false)));
  }

  private <T extends AutoCloseable> T keep(T closeable) {
    open.add(closeable);
    return closeable;
  }

  private Memory upload(Card card, Stream stream, float[] values) {
    Memory memory = keep(card.allocate(4L * values.length));
    stream.upload(memory.address(), MemorySegment.ofArray(values));
    return memory;
  }

  private static float[] floats(Stream stream, Memory memory, int count) {
    float[] values = new float[count];
    stream.download(MemorySegment.ofArray(values), memory.address());
    return values;
  }

  private static float[] random(int count, int seed) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (java.util.stream.Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
