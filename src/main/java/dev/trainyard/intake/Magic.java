package dev.trainyard.intake;

/** What a packed file is, by its first two bytes. */
enum Magic {
  ZIP('P', 'K'),
  GZIP((char) 0x1f, (char) 0x8b);

  static final int LENGTH = 2;

  private final char first;
  private final char second;

  Magic(char first, char second) {
    this.first = first;
    this.second = second;
  }

  boolean begins(byte[] file) {
    return file.length >= LENGTH && (file[0] & 0xff) == first && (file[1] & 0xff) == second;
  }
}
