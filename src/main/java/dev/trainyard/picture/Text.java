package dev.trainyard.picture;

import java.nio.charset.StandardCharsets;

/** Names of parts of a file. */
final class Text {

  private Text() {}

  /** So many bytes as letters; fewer where the file ends. */
  static String at(byte[] file, int from, int length) {
    int begin = Math.min(from, file.length);
    return new String(
        file, begin, Math.min(length, file.length - begin), StandardCharsets.ISO_8859_1);
  }
}
