package dev.trainyard.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a key allows. */
enum Role {
  /** To see everything: calls that change nothing. */
  READ,
  /** To call everything. */
  WRITE;

  /** The role of this name; empty where there is none. */
  static Optional<Role> of(String name) {
    return Arrays.stream(values()).filter(role -> role.toString().equals(name)).findFirst();
  }

  /** Its name where users see it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
