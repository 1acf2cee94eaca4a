package dev.trainyard.intake;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.jspecify.annotations.NullUnmarked;

/** Writes IDX files, whatever their headers promise. */
@NullUnmarked
public final class RawIdx {
  private RawIdx() {}

  public static byte[] file(int magic, byte[] values, int... dimensions) {
    ByteBuffer file = ByteBuffer.allocate(4 + 4 * dimensions.length + values.length).putInt(magic);
    for (int dimension : dimensions) {
      file.putInt(dimension);
    }
    return file.put(values).array();
  }

  /** Grey images of 4 x 4 noise. */
  public static byte[] images(int count, long seed) {
    return file(0x803, noise(16 * count, seed), count, 4, 4);
  }

  /** 0, 1, 2, 0, 1, 2, ... */
  public static byte[] labels(int count) {
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) (i % 3);
    }
    return file(0x801, labels, count);
  }

  public static byte[] noise(int length, long seed) {
    byte[] noise = new byte[length];
    new SplittableRandom(seed).nextBytes(noise);
    return noise;
  }
}
