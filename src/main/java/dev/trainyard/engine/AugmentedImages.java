package dev.trainyard.engine;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.training.Augmentation;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The training images of one epoch after another, each changed as the {@link Augmentation} says.
 *
 * <p>What an image becomes depends on the seed, the epoch and the image alone. The images are drawn
 * into one array, so those of an epoch are gone when the next is drawn.
 */
public final class AugmentedImages {
  /** Images that one call of {@link #draw} makes. */
  private static final int PIECE = 1_000;

  private final Augmentation augmentation;
  private final LabelledImages originals;
  private final long seed;

  /** Made when it is needed: an engine may draw them elsewhere. */
  private @Nullable LabelledImages drawn;

  /** The images of a plan; without augmentation they are the plan's own. */
  public AugmentedImages(TrainingPlan plan) {
    this.augmentation = plan.training().augmentation();
    this.originals = plan.trainImages();
    this.seed = plan.training().seed();
  }

  /**
   * What one image becomes in an epoch, without all the others.
   *
   * @param seed of the training
   * @param epoch from 1
   */
  public static LabelledImages one(
      Augmentation augmentation, LabelledImages originals, long seed, int epoch, int image) {
    Randomness randomness = Randomness.of(seed, Randomness.Purpose.AUGMENTATION, epoch);
    return new LabelledImages(
        originals.height(),
        originals.width(),
        originals.channels(),
        originals.classes(),
        Distortion.ofSingle(augmentation, originals).apply(randomness, image),
        new short[] {(short) originals.label(image)});
  }

  /** How images are changed. */
  public Augmentation augmentation() {
    return augmentation;
  }

  /** The images before any change. */
  public LabelledImages originals() {
    return originals;
  }

  /**
   * The randomness of an epoch, with a part for each image.
   *
   * @param epoch from 1
   */
  public Randomness randomness(int epoch) {
    return Randomness.of(seed, Randomness.Purpose.AUGMENTATION, epoch);
  }

  /** Where the pixels of an image come from in an epoch whose randomness is given. */
  public PixelMap map(Randomness epoch, int image) {
    return PixelMap.of(augmentation, originals.height(), originals.width(), epoch.part(image));
  }

  /** What elastic distortion smooths by: weights from the centre outwards. */
  public float[] smoothing() {
    return Smoothing.weights(augmentation.elastic().sigma());
  }

  /** The images that were drawn last. */
  public synchronized LabelledImages images() {
    if (drawn == null) {
      drawn =
          augmentation.changesNothing()
              ? originals
              : new LabelledImages(
                  originals.height(),
                  originals.width(),
                  originals.channels(),
                  originals.classes(),
                  new byte[originals.pixels().length],
                  originals.labels());
    }
    return drawn;
  }

  /** Into how many pieces the work of an epoch is cut; 0 when there is nothing to do. */
  public int pieces() {
    return augmentation.changesNothing() ? 0 : Math.ceilDiv(originals.count(), PIECE);
  }

  /**
   * Draws one piece of an epoch; pieces may be drawn by several threads at once.
   *
   * @param epoch from 1
   */
  public void draw(int epoch, int piece) {
    Distortion distortion = new Distortion(augmentation, originals);
    Randomness randomness = randomness(epoch);
    int end = Math.min(originals.count(), (piece + 1) * PIECE);
    distortion.apply(randomness, piece * PIECE, end, images().pixels());
  }

  /** Draws all of an epoch, on the calling thread. */
  public void draw(int epoch) {
    IntStream.range(0, pieces()).forEach(piece -> draw(epoch, piece));
  }
}
