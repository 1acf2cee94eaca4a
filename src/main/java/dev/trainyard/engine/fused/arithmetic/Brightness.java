package dev.trainyard.engine.fused.arithmetic;

/** The value of a pixel: its byte, 0 to 255, as a float from 0 to 1. */
public final class Brightness {

  private Brightness() {}

  /** Of one pixel. */
  public static float of(byte pixel) {
    return (pixel & 0xff) / 255f;
  }

  /**
   * brightness[i] ← pixels[i] / 255 for [from, to).
   *
   * <p>A byte is the value of its bits - 256 where that is above 127. The 256 is given back by
   * arithmetic, all of it exact, and not by a mask, because this is vectorised.
   */
  public static void of(byte[] pixels, float[] brightness, int from, int to) {
    for (int i = from; i < to; i++) {
      float signed = pixels[i];
      brightness[i] = (signed + (1 - Math.signum(signed + 0.5f)) * 128) / 255;
    }
  }
}
