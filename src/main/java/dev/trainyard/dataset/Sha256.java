package dev.trainyard.dataset;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The checksum of a dataset's files and images. */
public final class Sha256 {
  private Sha256() {}

  /** A digest that nothing has gone into yet. */
  public static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
