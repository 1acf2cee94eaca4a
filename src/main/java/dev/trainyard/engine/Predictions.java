package dev.trainyard.engine;

import dev.trainyard.dataset.LabelledImages;
import java.nio.ByteBuffer;
import java.util.BitSet;

/**
 * What a network says of each of some images, in nine or ten bytes per image: the class that it
 * takes it for, how sure it is of that, and how likely the true class seems to it.
 *
 * <p>Probabilities are kept as their cross-entropy, −ln p, in single precision: so both those near
 * 1 and those near 0 keep all digits that they have of what is lacking to 1 and of p. The two are
 * equal where the image is taken for what it is, and nowhere else. Earlier versions kept them in
 * half precision (IEEE 754 binary16), three digits, which are read as they are.
 */
public final class Predictions {
  private static final int HALF = Short.BYTES;
  private static final int SINGLE = Float.BYTES;

  private final int epoch;
  private final int count;
  private final byte[] packed;

  private Predictions(int epoch, int count, byte[] packed) {
    this.epoch = epoch;
    this.count = count;
    this.packed = packed;
  }

  /**
   * Those of the probabilities that a network gives.
   *
   * @param epoch after which it gives them
   * @param probabilities [count][classes], at most 65,536 classes
   * @param images the same in number and order
   */
  public static Predictions of(int epoch, float[][] probabilities, LabelledImages images) {
    int classBytes = images.classes() > 256 ? Short.BYTES : Byte.BYTES;
    int count = images.count();
    ByteBuffer buffer = ByteBuffer.allocate(count * (classBytes + 2 * SINGLE));
    for (int i = 0; i < count; i++) {
      float[] row = probabilities[i];
      int predicted = Evaluation.largest(row);
      if (classBytes == Byte.BYTES) {
        buffer.put((byte) predicted);
      } else {
        buffer.putShort((short) predicted);
      }
      float confidence = crossEntropy(row[predicted]);
      float truth = crossEntropy(row[images.label(i)]);
      boolean tie = predicted != images.label(i) && truth == confidence;
      buffer.putFloat(confidence).putFloat(tie ? Math.nextUp(truth) : truth);
    }
    return new Predictions(epoch, count, buffer.array());
  }

  /**
   * Those that {@link #packed} has returned.
   *
   * @throws IllegalArgumentException if the bytes are not those of so many images
   */
  public static Predictions unpacked(int epoch, int count, byte[] packed) {
    int classBytes = count == 0 ? 0 : classBytes(packed.length / count);
    if (count < 1
        || packed.length % count != 0
        || (classBytes != Byte.BYTES && classBytes != Short.BYTES)) {
      throw new IllegalArgumentException(
          "%d bytes are not the predictions for %d images".formatted(packed.length, count));
    }
    return new Predictions(epoch, count, packed);
  }

  private static float crossEntropy(float probability) {
    return (float) -Math.log(Math.max(probability, Float.MIN_NORMAL));
  }

  private static int valueBytes(int bytesPerImage) {
    return bytesPerImage > 2 * SINGLE ? SINGLE : HALF;
  }

  private static int classBytes(int bytesPerImage) {
    return bytesPerImage - 2 * valueBytes(bytesPerImage);
  }

  /** A form to be stored; not to be changed. */
  public byte[] packed() {
    return packed;
  }

  /** The epoch after which the network says so. */
  public int epoch() {
    return epoch;
  }

  /** How many images. */
  public int count() {
    return count;
  }

  /** The class that an image is taken for; of equally likely ones the first. */
  public int predicted(int image) {
    int at = image * bytesPerImage();
    return classBytes(bytesPerImage()) == Byte.BYTES
        ? packed[at] & 0xff
        : Short.toUnsignedInt(shortAt(at));
  }

  /** The probability of the class that an image is taken for, 0 to 1. */
  public double confidence(int image) {
    int stride = bytesPerImage();
    return Math.exp(-lossAt((image + 1) * stride - 2 * valueBytes(stride)));
  }

  /** The probability of an image's true class, 0 to 1; below 1e-38 it counts as that. */
  public double truth(int image) {
    return Math.exp(-loss(image));
  }

  /** The cross-entropy of an image in nats: −ln of the probability of its true class. */
  public double loss(int image) {
    int stride = bytesPerImage();
    return lossAt((image + 1) * stride - valueBytes(stride));
  }

  /** Those images whose class is predicted. */
  public BitSet right() {
    long[] words = new long[(count + Long.SIZE - 1) / Long.SIZE];
    int stride = bytesPerImage();
    int bytes = valueBytes(stride);
    for (int i = 0, end = stride; i < count; i++, end += stride) {
      if (lossAt(end - 2 * bytes) == lossAt(end - bytes)) {
        words[i / Long.SIZE] |= 1L << i;
      }
    }
    return BitSet.valueOf(words);
  }

  private int bytesPerImage() {
    return packed.length / count;
  }

  private double lossAt(int at) {
    return valueBytes(bytesPerImage()) == SINGLE
        ? Float.intBitsToFloat(shortAt(at) << Short.SIZE | Short.toUnsignedInt(shortAt(at + HALF)))
        : Float.float16ToFloat(shortAt(at));
  }

  private short shortAt(int at) {
    return (short) (((packed[at] & 0xff) << 8) | (packed[at + 1] & 0xff));
  }
}
