package dev.trainyard.intake;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Every JDK has it. */
final class Sha256 {
  private Sha256() {}

  static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
