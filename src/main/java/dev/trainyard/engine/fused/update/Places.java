package dev.trainyard.engine.fused.update;

/** Places in DL4J's flat array. */
public final class Places {

  private Places() {}

  /** {@code count} adjacent places. */
  public static int[] range(int first, int count) {
    int[] places = new int[count];
    for (int i = 0; i < count; i++) {
      places[i] = first + i;
    }
    return places;
  }
}
