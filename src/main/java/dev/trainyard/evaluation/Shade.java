package dev.trainyard.evaluation;

import dev.trainyard.chart.Palette;
import java.awt.Color;
import java.util.Locale;

/**
 * The colours of a layer's values: the lighter, the greater, which print without colours shows as
 * well. Where no value is below 0, as the image itself from black at 0 to white; else from dark
 * blue over grey at 0 to pale orange, as far below 0 as above.
 *
 * @param largest absolute value
 */
record Shade(boolean signed, double largest) {
  private static final Color BELOW = new Color(0x00253D);
  private static final Color ZERO = new Color(0x8A8A8A);
  private static final Color ABOVE = new Color(0xFFE0B8);

  static Shade of(LayerActivations layer) {
    return new Shade(
        layer.smallest() < 0, Math.max(Math.abs(layer.smallest()), Math.abs(layer.largest())));
  }

  Color of(double value) {
    double share = largest == 0 ? 0 : Math.abs(value) / largest;
    if (!signed) {
      return Palette.between(Color.BLACK, Color.WHITE, share);
    }
    return Palette.between(ZERO, value < 0 ? BELOW : ABOVE, share);
  }

  /** {@code black 0, white 2.31}. */
  String words() {
    if (largest == 0) {
      return "all 0";
    }
    return signed
        ? String.format(Locale.ROOT, "dark −%.3g, grey 0, light %.3g", largest, largest)
        : String.format(Locale.ROOT, "black 0, white %.3g", largest);
  }
}
