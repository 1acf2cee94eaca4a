package dev.trainyard.engine.cuda;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.AugmentedImages;
import dev.trainyard.engine.PixelMap;
import dev.trainyard.engine.Randomness;
import dev.trainyard.training.Augmentation;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Draws the images of an epoch on the card: the same bytes as {@link AugmentedImages} draws. */
final class CardAugmentation {
  /** Displacements that are smoothed together: those of 5,000 images of MNIST's size. */
  private static final int MOST_DISPLACEMENTS = 8 << 20;

  /** Of an image's map on the card: seven doubles and two integers. */
  private static final int MAP_BYTES = 7 * Double.BYTES + 2 * Integer.BYTES;

  private final Workspace workspace;
  private final AugmentedImages augmented;
  private final long originals;
  private final long change;
  private final long weights;
  private final long maps;
  private final long noise;
  private final long smoothed;
  private final long drawn;
  private final int count;
  private final int pixels;

  /** Images that are drawn at once. */
  private final int group;

  /**
   * @param originals the address of the images before any change
   */
  CardAugmentation(Workspace workspace, AugmentedImages augmented, long originals) {
    LabelledImages images = augmented.originals();
    Augmentation augmentation = augmented.augmentation();
    float[] smoothing = augmented.smoothing();
    this.workspace = workspace;
    this.augmented = augmented;
    this.originals = originals;
    this.count = images.count();
    this.pixels = images.height() * images.width();
    this.change =
        workspace.copyOf(
            images.height(),
            images.width(),
            images.channels(),
            augmentation.movesPixels() ? 1 : 0,
            augmentation.cutout(),
            smoothing.length - 1,
            Float.floatToRawIntBits((float) augmentation.elastic().alpha()));
    this.weights = workspace.copyOf(smoothing);
    this.maps = workspace.bytes((long) MAP_BYTES * count);
    this.drawn = workspace.bytes(images.pixels().length);
    boolean elastic = augmentation.elastic().alpha() > 0;
    this.group = Math.clamp(MOST_DISPLACEMENTS / (2L * pixels), 1, count);
    long field = elastic ? 2L * pixels * group : 0;
    this.noise = workspace.floats(field);
    this.smoothed = workspace.floats(field);
  }

  /** The address of the images that were drawn last. */
  long drawn() {
    return drawn;
  }

  /**
   * Draws the images of an epoch.
   *
   * @param epoch from 1
   */
  void draw(int epoch) {
    Randomness randomness = augmented.randomness(epoch);
    workspace.stream().upload(maps, MemorySegment.ofArray(maps(randomness)));
    boolean elastic = augmented.augmentation().elastic().alpha() > 0;
    for (int first = 0; first < count; first += group) {
      int images = Math.min(group, count - first);
      if (elastic) {
        displace(randomness, first, 2 * pixels * images);
      }
      workspace.each("distort", images * pixels, change, first, maps, noise, originals, drawn);
    }
  }

  private void displace(Randomness randomness, int first, int values) {
    workspace.each("displacements", values, change, randomness.key(), first, noise);
    workspace.each("smooth", values, change, weights, 1, noise, smoothed);
    workspace.each("smooth", values, change, weights, 0, smoothed, noise);
  }

  private byte[] maps(Randomness randomness) {
    ByteBuffer buffer =
        ByteBuffer.allocate(Math.multiplyExact(MAP_BYTES, count)).order(ByteOrder.nativeOrder());
    for (int image = 0; image < count; image++) {
      PixelMap map = augmented.map(randomness, image);
      buffer.putDouble(map.down()).putDouble(map.shear());
      buffer.putDouble(map.cos()).putDouble(map.sin()).putDouble(map.ahead());
      buffer.putDouble(map.middleRow()).putDouble(map.middleColumn());
      buffer.putInt(map.top()).putInt(map.left());
    }
    return buffer.array();
  }
}
