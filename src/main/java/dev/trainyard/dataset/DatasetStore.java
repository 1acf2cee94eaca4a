package dev.trainyard.dataset;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Datasets on disk and in memory: fetched and read once, on first use, and shared by all threads. A
 * failure is not kept; the next call tries again. What nobody uses may go from memory when there is
 * little left of it, and is read again when it is asked for.
 */
public final class DatasetStore {
  private static final Logger log = LoggerFactory.getLogger(DatasetStore.class);

  private final Path directory;
  private final List<DatasetSource> sources;

  /** By all that is known of them: another dataset of the same name is another one. */
  private final Map<DatasetFacts, FutureTask<SoftReference<ImageDataset>>> loads =
      new ConcurrentHashMap<>();

  /**
   * A store that reads nothing yet.
   *
   * @param directory where fetched files are kept, a directory for each dataset; made when needed
   * @param sources asked in this order for files that are not there
   */
  public DatasetStore(Path directory, List<DatasetSource> sources) {
    this.directory = directory;
    this.sources =
        Stream.concat(Stream.of(new PermutedMnist(directory, sources)), sources.stream()).toList();
  }

  /**
   * The dataset; the first call fetches and reads it, and the calls that come meanwhile wait.
   *
   * @throws DatasetUnavailable if it cannot be fetched or read, with the reasons
   * @throws InterruptedException if the calling thread is interrupted; the loading goes on
   */
  public ImageDataset get(DatasetFacts dataset) throws InterruptedException {
    while (true) {
      FutureTask<SoftReference<ImageDataset>> load = loads.computeIfAbsent(dataset, this::start);
      ImageDataset images = await(load, dataset).get();
      if (images != null) {
        return images;
      }
      loads.remove(dataset, load);
    }
  }

  private SoftReference<ImageDataset> await(
      FutureTask<SoftReference<ImageDataset>> load, DatasetFacts dataset)
      throws InterruptedException {
    try {
      return load.get();
    } catch (ExecutionException failure) {
      loads.remove(dataset, load);
      throw switch (failure.getCause()) {
        case DatasetUnavailable reason -> new DatasetUnavailable(reason);
        case RuntimeException fault -> fault;
        case Error error -> throw error;
        case null, default ->
            new IllegalStateException("loading %s failed".formatted(dataset.name()), failure);
      };
    }
  }

  /** The dataset, if an earlier call has read it. */
  public Optional<ImageDataset> loaded(DatasetFacts dataset) {
    return Optional.ofNullable(loads.get(dataset))
        .filter(load -> load.state() == Future.State.SUCCESS)
        .map(Future::resultNow)
        .map(SoftReference::get);
  }

  /**
   * Drops a dataset that nobody will ask for again, from memory and from disk. A file that somebody
   * is fetching at this moment may stay; the next dataset of the same name replaces it.
   */
  public void forget(DatasetFacts dataset) {
    loads.remove(dataset);
    Path files = directory.resolve(dataset.name());
    try {
      new DatasetDirectory(files, dataset).delete();
    } catch (IOException e) {
      log.warn("Not all files of {}, which is deleted, could be removed: {}", files, e.toString());
    }
  }

  /** Where fetched files are kept, a directory for each dataset. */
  public Path directory() {
    return directory;
  }

  /** What all fetched files take up on disk. */
  public long bytesOnDisk() {
    if (Files.notExists(directory)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      return files.map(Path::toFile).filter(File::isFile).mapToLong(File::length).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In a thread of its own: a caller that is interrupted must not spoil it for the others. */
  private FutureTask<SoftReference<ImageDataset>> start(DatasetFacts dataset) {
    FutureTask<SoftReference<ImageDataset>> load =
        new FutureTask<>(() -> new SoftReference<>(load(dataset)));
    Thread.ofVirtual().name("load " + dataset.name()).start(load);
    return load;
  }

  private ImageDataset load(DatasetFacts dataset) throws InterruptedException {
    DatasetDirectory files = new DatasetDirectory(directory.resolve(dataset.name()), dataset);
    try {
      files.complete(sources);
      return new ImageDataset(
          dataset,
          files.source(),
          read(files, dataset, dataset.train()),
          read(files, dataset, dataset.test()));
    } catch (IOException failure) {
      throw DatasetUnavailable.unreadable(dataset, failure);
    }
  }

  private static LabelledImages read(
      DatasetDirectory files, DatasetFacts dataset, DatasetFacts.Split split) throws IOException {
    return IdxReader.read(
        files.pathOf(split.images()),
        files.pathOf(split.labels()),
        dataset.channels(),
        dataset.classes().size());
  }
}
