package dev.trainyard.isolation;

import java.io.IOException;

/** What came through a pipe is not what the contract says. */
final class Garbled extends IOException {
  private static final long serialVersionUID = 1L;

  Garbled(String what) {
    super("%s came through the pipe".formatted(what));
  }
}
