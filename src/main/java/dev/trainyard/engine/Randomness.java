package dev.trainyard.engine;

/**
 * All randomness of a training, as a pure function of (seed, purpose, epoch): nothing about it has
 * to be saved to go on, and nothing depends on threads.
 *
 * <p>The generator is SplitMix64 (Steele, Lea and Flood 2014), which can be read at any index.
 */
public final class Randomness {

  /** What random numbers are for; two purposes never share numbers. */
  public enum Purpose {
    PARAMETERS(1),
    ORDER(2),
    DROPOUT(3),
    AUGMENTATION(4),
    HOLDOUT(5);

    private final int key;

    Purpose(int key) {
      this.key = key;
    }
  }

  /** How many random bits a number in [0, 1) has: as many as are exact in a float. */
  public static final int UNIFORM_BITS = 24;

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private final long key;

  private Randomness(long key) {
    this.key = key;
  }

  /**
   * The random numbers of one purpose.
   *
   * @param epoch from 1; 0 for what happens before the first
   */
  public static Randomness of(long seed, Purpose purpose, int epoch) {
    return new Randomness(mix(mix(mix(seed) + purpose.key) + epoch));
  }

  /** The random numbers of one part of this purpose, such as a layer or a mini-batch. */
  public Randomness part(long index) {
    return new Randomness(mix(key + GOLDEN * (index + 1)));
  }

  /** What all these numbers are made of, for a generator that is not in Java. */
  public long key() {
    return key;
  }

  /** 64 random bits at an index. */
  public long bits(long index) {
    return mix(key + GOLDEN * (index + 1));
  }

  /** A number in [0, 1) at an index, with {@link #UNIFORM_BITS} random bits: exact as a float. */
  public float uniform(long index) {
    return (bits(index) >>> (64 - UNIFORM_BITS)) * 0x1.0p-24f;
  }

  /**
   * {@code part(part).uniform(index)} times 2 to the power of {@link #UNIFORM_BITS}, a whole
   * number, without an object for the part.
   */
  public long uniformBits(long part, long index) {
    long partKey = mix(key + GOLDEN * (part + 1));
    return mix(partKey + GOLDEN * (index + 1)) >>> (64 - UNIFORM_BITS);
  }

  /** A permutation of 0 to count - 1 (Fisher and Yates). */
  public int[] permutation(int count) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int j = (int) Math.unsignedMultiplyHigh(bits(i), i + 1L);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
