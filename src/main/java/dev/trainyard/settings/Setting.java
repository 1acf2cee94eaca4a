package dev.trainyard.settings;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A setting under both of its names.
 *
 * @param property as in {@code --trainyard.slots=2}
 * @param variable the environment variable, as in {@code TRAINYARD_SLOTS=2}
 */
record Setting(String property, String variable) {
  static final String REMEDY = "Correct the setting, or leave it out for the default.";

  /** The setting of a property; an element of a list is its list. */
  static Setting of(String property) {
    String whole = property.replaceFirst("\\[\\d+]$", "");
    String name = whole.startsWith("server.") ? whole.replace("server", "trainyard") : whole;
    return new Setting(whole, name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"));
  }

  /**
   * Refuses the start because of this setting.
   *
   * @param complaint reads on after the variable's name: "must be ..."
   */
  StartRefused wrong(String complaint, @Nullable Throwable cause) {
    return new StartRefused("%s (%s) %s.".formatted(variable, property, complaint), REMEDY, cause);
  }
}
