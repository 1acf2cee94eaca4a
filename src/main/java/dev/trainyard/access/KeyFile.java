package dev.trainyard.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The file that has the keys, one in a line. */
final class KeyFile {
  private static final String HEAD =
      "# Trainyard's API keys: name, role, day made, SHA-256 of the key. Written by: keys add, keys revoke";

  private final PrivateFile file;

  KeyFile(Path path) {
    this.file = new PrivateFile(path);
  }

  Path path() {
    return file.path();
  }

  /** Whether there is one, or may be one that cannot be seen; it may have no key. */
  boolean exists() {
    return !Files.notExists(path());
  }

  /**
   * The keys in the order in which they were made.
   *
   * @throws IOException if the file cannot be read, or a line of it is none
   */
  List<Key> keys() throws IOException {
    return keys(file.lines());
  }

  /**
   * Adds a key.
   *
   * @return whether there was none of its name
   */
  boolean add(Key key) throws IOException {
    boolean[] added = new boolean[1];
    file.change(
        lines -> {
          List<Key> keys = new ArrayList<>(keys(lines));
          added[0] = named(keys, key.name()).isEmpty();
          if (added[0]) {
            keys.add(key);
          }
          return lines(keys);
        });
    return added[0];
  }

  /**
   * Takes a key out.
   *
   * @return whether there was one of this name
   */
  boolean revoke(String name) throws IOException {
    boolean[] revoked = new boolean[1];
    file.change(
        lines -> {
          List<Key> keys = new ArrayList<>(keys(lines));
          revoked[0] = keys.removeIf(key -> key.name().equals(name));
          return lines(keys);
        });
    return revoked[0];
  }

  private static Optional<Key> named(List<Key> keys, String name) {
    return keys.stream().filter(key -> key.name().equals(name)).findFirst();
  }

  private static List<String> lines(List<Key> keys) {
    List<String> lines = new ArrayList<>(List.of(HEAD));
    keys.stream().map(Key::line).forEach(lines::add);
    return lines;
  }

  private List<Key> keys(List<String> lines) throws IOException {
    List<Key> keys = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.isBlank() && !line.startsWith("#")) {
        try {
          keys.add(Key.parse(line));
        } catch (IllegalArgumentException e) {
          throw new IOException("line %d %s".formatted(i + 1, e.getMessage()), e);
        }
      }
    }
    return keys;
  }
}
