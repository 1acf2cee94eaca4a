package dev.trainyard.picture;

import java.io.Serial;

/**
 * Nothing can be made of an image. The message reads on after its name: "is cut off; send the whole
 * file".
 */
public final class UnusableImage extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final boolean tooLarge;

  private UnusableImage(String message, boolean tooLarge) {
    super(message);
    this.tooLarge = tooLarge;
  }

  static UnusableImage because(String message) {
    return new UnusableImage(message, false);
  }

  static UnusableImage tooLarge(String message) {
    return new UnusableImage(message, true);
  }

  static UnusableImage blank() {
    return because(
        "is blank: nothing stands out from its ground; send a picture with something in it");
  }

  static UnusableImage cutOff() {
    return because("is cut off before its end; send the whole file");
  }

  static UnusableImage animated() {
    return because("is animated; send one of its frames as a picture of its own");
  }

  /** Whether it is only too much of it. */
  public boolean isTooLarge() {
    return tooLarge;
  }
}
