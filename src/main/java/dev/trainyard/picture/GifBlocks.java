package dev.trainyard.picture;

/** The blocks of a GIF (GIF89a specification, 17 to 27). */
final class GifBlocks {
  private static final int HEADER = 13;
  private static final int DESCRIPTOR = 10;

  private final byte[] file;
  private int at;

  private GifBlocks(byte[] file) {
    this.file = file;
  }

  static ImageSource read(byte[] file) throws UnusableImage {
    new GifBlocks(file).check();
    return ImageSource.of(file, 1);
  }

  private void check() throws UnusableImage {
    at = HEADER + colours(HEADER - 3);
    int frames = 0;
    while (true) {
      switch (byteAt(at)) {
        case 0x21 -> {
          at += 2;
          skipSubBlocks();
        }
        case 0x2c -> {
          frames++;
          if (frames > 1) {
            throw UnusableImage.animated();
          }
          at += DESCRIPTOR + colours(at + DESCRIPTOR - 1) + 1;
          skipSubBlocks();
        }
        case 0x3b -> {
          return;
        }
        default -> throw UnusableImage.because("is damaged; save it anew");
      }
    }
  }

  /** The bytes of a table of colours, as flags announce it. */
  private int colours(int flags) throws UnusableImage {
    int packed = byteAt(flags);
    return (packed & 0x80) == 0 ? 0 : 3 << ((packed & 7) + 1);
  }

  private void skipSubBlocks() throws UnusableImage {
    int length = byteAt(at);
    while (length > 0) {
      at += length + 1;
      length = byteAt(at);
    }
    at++;
  }

  private int byteAt(int place) throws UnusableImage {
    if (place >= file.length) {
      throw UnusableImage.cutOff();
    }
    return file[place] & 0xff;
  }
}
