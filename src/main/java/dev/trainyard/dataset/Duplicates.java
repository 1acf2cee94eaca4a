package dev.trainyard.dataset;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;

/**
 * How many images of a dataset are another one to the bit.
 *
 * @param inTrain training images that are the same as one before them
 * @param inTest test images that are the same as one before them
 * @param acrossSplits test images that are training images as well: what they are judged on was
 *     learnt
 * @param withOtherLabels of all these, those that have another label than the one before them
 */
public record Duplicates(int inTrain, int inTest, int acrossSplits, int withOtherLabels) {

  /** Counts them; images count as the same if the first 64 bits of their SHA-256 are. */
  public static Duplicates of(ImageDataset dataset) {
    Counter train = new Counter(Map.of());
    train.count(dataset.train());
    Counter test = new Counter(train.labels);
    test.count(dataset.test());
    return new Duplicates(train.within, test.within, test.across, train.others + test.others);
  }

  private static final class Counter {
    private final MessageDigest digest = Sha256.begin();
    private final Map<Long, Integer> other;

    /** By the beginning of its hash, the label of an image when it came first. */
    private final Map<Long, Integer> labels = new HashMap<>();

    private int within;
    private int across;
    private int others;

    Counter(Map<Long, Integer> other) {
      this.other = other;
    }

    void count(LabelledImages images) {
      int size = images.imageSize();
      for (int i = 0; i < images.count(); i++) {
        digest.update(images.pixels(), i * size, size);
        long hash = ByteBuffer.wrap(digest.digest()).getLong();
        Integer here = labels.putIfAbsent(hash, images.label(i));
        Integer there = other.get(hash);
        within += here == null ? 0 : 1;
        across += there == null ? 0 : 1;
        Integer before = here == null ? there : here;
        others += before == null || before == images.label(i) ? 0 : 1;
      }
    }
  }
}
