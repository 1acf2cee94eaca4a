package dev.trainyard.engine.fused;

/** Places in DL4J's flat array. */
final class Places {

  private Places() {}

  /** {@code count} adjacent places. */
  static int[] range(int first, int count) {
    int[] places = new int[count];
    for (int i = 0; i < count; i++) {
      places[i] = first + i;
    }
    return places;
  }
}
