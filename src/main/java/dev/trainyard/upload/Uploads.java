package dev.trainyard.upload;

import dev.trainyard.body.BoundedBody;
import dev.trainyard.catalog.DatasetSettings;
import dev.trainyard.catalog.Datasets;
import dev.trainyard.intake.Intake;
import dev.trainyard.intake.IntakeLimits;
import dev.trainyard.intake.IntakeOptions;
import dev.trainyard.intake.Taken;
import dev.trainyard.refusal.Refusal;
import dev.trainyard.settings.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * Takes datasets in: an upload goes to disk as it comes, is checked there in full, and is stored if
 * nothing is wrong with it. A few at once, so that memory and disk have a bound.
 */
@Component
class Uploads {
  private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);
  private static final int AT_ONCE = 2;
  private static final Duration RETRY = Duration.ofSeconds(10);

  /** What a process that died has left is not in use any more after so long. */
  private static final Duration ABANDONED = Duration.ofDays(1);

  /**
   * What is left on disk beside an upload, in multiples of the images: as they come, and as kept.
   */
  private static final int COPIES = 4;

  private final Path directory;
  private final Datasets datasets;
  private final StoredDatasets stored;
  private final Limits limits;
  private final Clock clock;
  private final Semaphore places = new Semaphore(AT_ONCE);

  Uploads(
      DatasetSettings settings,
      Datasets datasets,
      StoredDatasets stored,
      Limits limits,
      Clock clock) {
    this.directory = settings.dataDir().resolve("uploads");
    this.datasets = datasets;
    this.stored = stored;
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * Takes a dataset in.
   *
   * @param body read to its end, or to where it is too much
   * @param dryRun whether it is only checked, and nothing is stored
   * @throws Refusal INVALID with what is wrong with it; CONFLICT if there is one of its name;
   *     TOO_LARGE; TOO_SLOW; BUSY; UNAVAILABLE if there is no room on disk
   */
  NewDataset take(InputStream body, IntakeOptions options, boolean dryRun) {
    try {
      return takeIfFree(bounded(body), options, dryRun);
    } catch (Refusal refusal) {
      if (refusal.kind() != Refusal.Kind.TOO_SLOW) {
        drain(body);
      }
      throw refusal;
    }
  }

  private BoundedBody bounded(InputStream body) {
    return new BoundedBody(
        body, limits.datasetUpload(), "dataset-upload", limits.datasetTime(), "dataset-time");
  }

  /**
   * Reads on what is refused, as far as it would have been read: whoever still sends would not see
   * the answer, but a connection that breaks.
   */
  private void drain(InputStream body) {
    try {
      bounded(body).transferTo(OutputStream.nullOutputStream());
    } catch (Refusal | IOException e) {
      LOG.debug("an upload that is refused has no end, or has broken off", e);
    }
  }

  private NewDataset takeIfFree(InputStream body, IntakeOptions options, boolean dryRun) {
    requireFree(options.name());
    if (!places.tryAcquire()) {
      throw Refusal.busy(
          "%d datasets are being taken in, as many as may be at once".formatted(AT_ONCE), RETRY);
    }
    try {
      return inOwnDirectory(body, options, dryRun);
    } catch (IOException e) {
      throw new UncheckedIOException("an upload could not be kept on disk", e);
    } finally {
      places.release();
    }
  }

  private void requireFree(String name) {
    if (datasets.isBuiltIn(name)) {
      throw Refusal.conflict(
          "%s is a dataset of the service itself; take another name".formatted(name));
    }
    stored.requireRoom(name);
  }

  private NewDataset inOwnDirectory(InputStream body, IntakeOptions options, boolean dryRun)
      throws IOException {
    Files.createDirectories(directory);
    removeAbandoned();
    requireRoomOnDisk();
    Path own = Files.createTempDirectory(directory, "upload");
    try {
      Path upload = own.resolve("body");
      try (OutputStream out = Files.newOutputStream(upload)) {
        body.transferTo(out);
      }
      Taken taken =
          Intake.take(
              upload,
              Files.createDirectory(own.resolve("dataset")),
              options,
              new IntakeLimits(limits.datasetBytes(), Limits.origin("dataset-memory")));
      if (!dryRun) {
        stored.add(taken);
      }
      return NewDataset.of(taken);
    } finally {
      // What cannot be removed changes nothing of the answer, and is abandoned.
      FileSystemUtils.deleteRecursively(own.toFile());
    }
  }

  private void requireRoomOnDisk() throws IOException {
    long needed = AT_ONCE * (limits.datasetUpload().toBytes() + COPIES * limits.datasetBytes());
    long free = Files.getFileStore(directory).getUsableSpace();
    if (free < needed) {
      throw Refusal.unavailable(
          "there are %,d bytes left on the service's disk, and taking in a dataset may need %,d for a while; make room, or lower the limits"
              .formatted(free, needed));
    }
  }

  private void removeAbandoned() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      List<Path> old =
          all.filter(
                  one ->
                      one.toFile().lastModified() < clock.instant().minus(ABANDONED).toEpochMilli())
              .toList();
      for (Path one : old) {
        // Another upload may be quicker.
        FileSystemUtils.deleteRecursively(one.toFile());
      }
    }
  }
}
