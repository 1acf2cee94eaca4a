package dev.trainyard.engine.fused;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.fused.arithmetic.Brightness;
import dev.trainyard.engine.fused.pixels.PixelColumns;
import dev.trainyard.engine.fused.pixels.PixelSplit;

/**
 * Images for a dense layer, which multiplies what it must: the frequent pixels come as a matrix,
 * the rare ones as a list of those few that are not black.
 *
 * <p>Of MNIST's 784 pixels 386 are black in at least 19 of 20 images. As columns of the matrix they
 * would take half of the layer's arithmetic, nearly all of it multiplications by zero; as a list
 * they are three pixels in an image.
 */
final class PixelInput implements Input {
  private final PixelSplit split;
  private final int channels;
  private final int area;
  private final LabelledImages originals;
  private final PixelColumns validation;
  private final Signal output;

  /** The frequent bytes of the mini-batch. */
  private final byte[] gathered;

  private PixelColumns train;

  /** The columns that the last chunk with this number came from, and the image of each example. */
  private volatile PixelColumns current;

  private final int[] images;

  PixelInput(LabelledImages train, LabelledImages validation, int chunks, int lanes) {
    this.split = PixelSplit.of(train);
    this.channels = train.channels();
    this.area = train.height() * train.width();
    this.originals = train;
    this.train = PixelColumns.of(train, split);
    this.validation = PixelColumns.of(validation, split);
    this.current = this.train;
    this.output = Signal.input(Signal.Format.ROWS, 1, 1, split.frequent().length, chunks, lanes);
    this.gathered = new byte[output.values.length];
    this.images = new int[chunks * lanes];
  }

  PixelSplit split() {
    return split;
  }

  /** DL4J's number of a byte, which counts channels, rows, columns. */
  int index(int position) {
    return position % channels * area + position / channels;
  }

  @Override
  public Signal output() {
    return output;
  }

  /** The split stays that of the original images, so that it does not depend on the epoch. */
  @Override
  @SuppressWarnings("ReferenceEquality")
  public void beginEpoch(LabelledImages images) {
    if (images != originals) {
      train = PixelColumns.once(images, split);
    }
  }

  @Override
  public void load(LabelledImages source, int[] order, int from, int chunk, BatchContext pass) {
    PixelColumns columns = pass.training ? train : validation;
    current = columns;
    int width = output.size;
    int first = output.first(chunk);
    int end = first + output.filled(chunk, pass.examples);
    for (int example = first; example < end; example++) {
      images[example] = order[from + example];
      System.arraycopy(columns.frequent, images[example] * width, gathered, example * width, width);
    }
    Brightness.of(gathered, output.values, first * width, end * width);
  }

  /** The columns of the mini-batch. */
  PixelColumns columns() {
    return current;
  }

  /** The image of an example of the mini-batch. */
  int image(int example) {
    return images[example];
  }
}
