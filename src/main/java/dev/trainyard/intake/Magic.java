package dev.trainyard.intake;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What a packed file is, by its first bytes. */
enum Magic {
  /** Its first entry, or its end where it has none: a table may begin with the letters alone. */
  ZIP("PK(\u0003\u0004|\u0005\u0006)"),
  GZIP("\u001f\u008b");

  static final int LENGTH = 4;

  private final Pattern beginning;

  Magic(String beginning) {
    this.beginning = Pattern.compile(beginning);
  }

  boolean begins(byte[] file) {
    String start = new String(file, 0, Math.min(LENGTH, file.length), StandardCharsets.ISO_8859_1);
    return beginning.matcher(start).lookingAt();
  }
}
