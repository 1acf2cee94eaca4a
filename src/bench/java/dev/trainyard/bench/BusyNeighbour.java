package dev.trainyard.bench;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Another process that keeps a core busy until it is closed. */
final class BusyNeighbour implements AutoCloseable {
  private final Process process;

  BusyNeighbour() {
    try {
      process = new ProcessBuilder("sh", "-c", "while :; do :; done").start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
