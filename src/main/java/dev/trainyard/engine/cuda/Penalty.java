package dev.trainyard.engine.cuda;

/**
 * What bears on a parameter beside its gradient; the kernels' structure of the same name.
 *
 * @param decay d penalty / d w = decay · w + l1 · sign(w)
 * @param l1 see decay
 * @param decoupled weight decay apart from the gradient
 * @param trained false for running averages
 */
record Penalty(float decay, float l1, float decoupled, boolean trained) {
  /** Of what is not trained. */
  static final Penalty UNTRAINED = new Penalty(0, 0, 0, false);

  /** Words of four bytes that it takes on the card. */
  static final int WORDS = 4;

  /** As it lies on the card. */
  int[] words() {
    return new int[] {
      Float.floatToRawIntBits(decay),
      Float.floatToRawIntBits(l1),
      Float.floatToRawIntBits(decoupled),
      trained ? 1 : 0
    };
  }
}
