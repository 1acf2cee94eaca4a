package dev.trainyard.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys as they are at present: the file is read again when it has changed, so a key that is
 * added or revoked counts from the next request on.
 */
final class Keys {
  private static final Logger LOG = LoggerFactory.getLogger(Keys.class);

  /** What tells one state of the file from another; an atomic move gives it another inode. */
  private record Stamp(FileTime modified, long size, @Nullable Object inode) {}

  private final KeyFile file;
  private @Nullable Stamp read;
  private List<Key> keys = List.of();
  private boolean needed;

  /**
   * The keys of a file.
   *
   * @param needed whether a key is needed even where there is none
   */
  Keys(KeyFile file, boolean needed) {
    this.file = file;
    this.needed = needed;
  }

  /**
   * Whether requests need a key: so it is as soon as there is a file, and then until the process
   * ends. Whoever takes the file away to open the service starts it again.
   */
  synchronized boolean areNeeded() {
    refresh();
    return needed;
  }

  /** The key that a secret is; empty where there is none. */
  synchronized Optional<Key> find(String secret) {
    refresh();
    // Every key is looked at, lest the time that it takes tells which one is nearly right.
    return keys.stream().filter(key -> key.isOf(secret)).reduce((first, _) -> first);
  }

  private void refresh() {
    try {
      Stamp now = stamp();
      if (now != null && !now.equals(read)) {
        needed = true;
        keys = file.keys();
        read = now;
        LOG.info("{} API keys in {}", keys.size(), file.path());
      } else if (now == null) {
        keys = List.of();
        read = null;
      }
    } catch (IOException e) {
      if (!keys.isEmpty() || !needed) {
        LOG.error("{} cannot be read, so no API key is accepted: {}", file.path(), e.toString());
      }
      needed = true;
      keys = List.of();
      read = null;
    }
  }

  private @Nullable Stamp stamp() throws IOException {
    if (!file.exists()) {
      return null;
    }
    BasicFileAttributes file = Files.readAttributes(this.file.path(), BasicFileAttributes.class);
    return new Stamp(file.lastModifiedTime(), file.size(), file.fileKey());
  }
}
