package dev.trainyard.engine.cuda;

import java.lang.foreign.MemorySegment;

/** Softmax with cross-entropy at the end of a network, and what all mini-batches said. */
final class SoftmaxLoss {
  private final Workspace workspace;
  private final Values logits;
  private final Progress progress;
  private final float other;
  private final float truth;
  private final long labels;
  private final long losses;
  private final long hits;
  private final long lossSums;
  private final long hitSums;

  /**
   * @param smoothing what is taken from the true class's target and spread evenly over all; the
   *     gradients follow it, the loss does not
   * @param images that are trained on or predicted at most
   * @param batches mini-batches of an epoch, or lots that are predicted, at most
   */
  SoftmaxLoss(
      Plumbing plumbing,
      Values logits,
      Progress progress,
      double smoothing,
      int images,
      int batches) {
    this.workspace = plumbing.workspace();
    this.logits = logits;
    this.progress = progress;
    this.other = (float) (smoothing / logits.size());
    this.truth = other + (float) (1 - smoothing);
    this.labels = workspace.bytes((long) Integer.BYTES * plumbing.capacity());
    this.losses = workspace.bytes((long) Double.BYTES * images);
    this.hits = workspace.bytes((long) Integer.BYTES * images);
    this.lossSums = workspace.bytes((long) Double.BYTES * batches);
    this.hitSums = workspace.bytes((long) Integer.BYTES * batches);
  }

  /** The labels of the mini-batch, to be filled in before it is computed: integers. */
  long labels() {
    return labels;
  }

  /** Turns outputs into probabilities, and when training into their gradients. */
  void compute(int examples, boolean training) {
    workspace.each(
        "softmax",
        examples,
        logits.size(),
        labels,
        other,
        truth,
        logits.values(),
        training ? logits.gradients() : 0L,
        progress.place(),
        losses,
        hits);
  }

  /**
   * Adds up mini-batches [from, to) that have been computed.
   *
   * @param size examples of each; the last one ends with the images
   * @param images of the epoch
   */
  void tally(int from, int to, int size, int images) {
    workspace.inBlocks("tally", to - from, from, size, images, losses, hits, lossSums, hitSums);
  }

  /**
   * The summed losses of mini-batches [from, to) in nats, when they are added up; waits for them.
   */
  double[] losses(int from, int to) {
    double[] sums = new double[to - from];
    workspace.stream().download(MemorySegment.ofArray(sums), lossSums + (long) Double.BYTES * from);
    return sums;
  }

  /** The examples of mini-batches [from, to) whose class was predicted, as {@link #losses}. */
  int[] hits(int from, int to) {
    int[] sums = new int[to - from];
    workspace.stream().download(MemorySegment.ofArray(sums), Workspace.at(hitSums, from));
    return sums;
  }

  /** The probabilities of the mini-batch that was computed last: [examples][classes] in one. */
  float[] probabilities(int examples) {
    return workspace.floats(logits.values(), examples * logits.size());
  }
}
