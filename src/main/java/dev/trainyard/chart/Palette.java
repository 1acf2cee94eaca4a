package dev.trainyard.chart;

import java.awt.Color;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The colours of Okabe and Ito (2008), which colour-blind readers can tell apart; without their
 * yellow, which is too light for a line on white.
 */
public final class Palette {
  public static final Color BLUE = new Color(0x0072B2);
  public static final Color VERMILLION = new Color(0xD55E00);
  public static final Color INK = new Color(0x222222);
  public static final Color GREY = new Color(0x6E6E6E);
  public static final Color GRID = new Color(0xDDDDDD);

  /** For lines that stand beside each other, in the order of use. */
  public static final List<Color> LINES =
      List.of(
          BLUE,
          VERMILLION,
          new Color(0x009E73),
          new Color(0xCC79A7),
          new Color(0xE69F00),
          new Color(0x56B4E9),
          Color.BLACK);

  private static final List<Color> RAMP =
      List.of(
          new Color(0x440154),
          new Color(0x3B528B),
          new Color(0x21918C),
          new Color(0x5EC962),
          new Color(0xB5DE2B));

  private Palette() {}

  /**
   * So many colours: those above while they suffice, else a ramp from dark to light, where a
   * neighbour in colour is a neighbour in order.
   */
  public static List<Color> lines(int count) {
    return count <= LINES.size()
        ? LINES.subList(0, count)
        : IntStream.range(0, count).mapToObj(i -> ramp(i / (count - 1.0))).toList();
  }

  /** A colour between dark violet (0) and light green (1): viridis, without its yellow end. */
  public static Color ramp(double position) {
    double place = Math.clamp(position, 0, 1) * (RAMP.size() - 1);
    int low = Math.min((int) place, RAMP.size() - 2);
    return between(RAMP.get(low), RAMP.get(low + 1), place - low);
  }

  /** The colour as it looks on white with this opacity, 0 to 1: print needs no transparency. */
  public static Color pale(Color color, double opacity) {
    return between(Color.WHITE, color, opacity);
  }

  /** Between two colours; 0 is the first, 1 the second. */
  public static Color between(Color from, Color to, double share) {
    return new Color(
        mix(from.getRed(), to.getRed(), share),
        mix(from.getGreen(), to.getGreen(), share),
        mix(from.getBlue(), to.getBlue(), share));
  }

  private static int mix(int from, int to, double share) {
    return (int) Math.round(from + (to - from) * share);
  }
}
