package dev.trainyard.settings;

import java.util.Map;
import org.springframework.util.unit.DataSize;
import org.springframework.util.unit.DataUnit;

/**
 * Which sizes a setting takes.
 *
 * @param least that is taken
 * @param most that is taken
 */
public record SizeRange(DataSize least, DataSize most) {
  private static final Map<DataUnit, String> UNITS =
      Map.of(
          DataUnit.TERABYTES, "TB",
          DataUnit.GIGABYTES, "GB",
          DataUnit.MEGABYTES, "MB",
          DataUnit.KILOBYTES, "KB",
          DataUnit.BYTES, "B");

  /**
   * Refuses what is outside.
   *
   * @param property such as {@code trainyard.limits.body-size}
   * @throws IllegalArgumentException naming the setting and the range
   */
  public void require(String property, DataSize size) {
    if (size.compareTo(least) < 0 || size.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "%s (%s) must be from %s to %s, not %s"
              .formatted(
                  Setting.of(property).variable(), property, text(least), text(most), text(size)));
    }
  }

  /** As a setting would have it, in the largest unit of which it is a whole number. */
  private static String text(DataSize size) {
    DataUnit unit = DataUnit.BYTES;
    for (DataUnit larger : DataUnit.values()) {
      if (size.toBytes() != 0 && size.toBytes() % DataSize.of(1, larger).toBytes() == 0) {
        unit = larger;
      }
    }
    return size.toBytes() / DataSize.of(1, unit).toBytes() + UNITS.getOrDefault(unit, "");
  }
}
