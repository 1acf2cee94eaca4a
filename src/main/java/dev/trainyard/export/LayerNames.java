package dev.trainyard.export;

import dev.trainyard.network.Network.PlacedLayer;
import java.util.Locale;
import java.util.regex.Pattern;

/** What the layers of a network are called outside: their kind and their place in the request. */
final class LayerNames {
  private static final Pattern CAPITAL = Pattern.compile("(?<=[a-z])(?=[A-Z])");

  private LayerNames() {}

  /** Such as {@code max_pool2d_1} for {@code layers[1]}. */
  static String of(PlacedLayer placed) {
    String kind = CAPITAL.matcher(placed.layer().type()).replaceAll("_").toLowerCase(Locale.ROOT);
    return kind + "_" + placed.index();
  }
}
