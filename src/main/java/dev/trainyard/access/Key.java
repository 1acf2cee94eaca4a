package dev.trainyard.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * An API key as it is stored: without the secret.
 *
 * @param name tells it from the others; see {@link #NAME}
 * @param made the day in UTC
 * @param hash SHA-256 of the secret, in hexadecimal digits. A slow hash would add nothing: the
 *     secret is 256 random bits, which nobody can guess
 */
record Key(String name, Role role, LocalDate made, String hash) {
  static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private static final String PREFIX = "ty_";
  private static final int BYTES = 32;
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final SecureRandom RANDOM = new SecureRandom();

  /** A new secret: {@code ty_} and 256 random bits. */
  static String newSecret() {
    byte[] random = new byte[BYTES];
    RANDOM.nextBytes(random);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /** The key that a secret is. */
  static Key of(String name, Role role, LocalDate made, String secret) {
    return new Key(name, role, made, HexFormat.of().formatHex(sha256(secret)));
  }

  /**
   * The key that a line of the file describes.
   *
   * @throws IllegalArgumentException if it describes none
   */
  static Key parse(String line) {
    String[] parts = line.strip().split("\\s+", -1);
    if (parts.length != 4
        || !NAME.matcher(parts[0]).matches()
        || !HASH.matcher(parts[3]).matches()) {
      throw new IllegalArgumentException(
          "is not a name, a role, a day and a SHA-256 in hexadecimal digits");
    }
    Role role =
        Role.of(parts[1])
            .orElseThrow(
                () -> new IllegalArgumentException("has a role that is neither read nor write"));
    try {
      return new Key(parts[0], role, LocalDate.parse(parts[2]), parts[3]);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("has a day that is none", e);
    }
  }

  /** The line of the file that describes it. */
  String line() {
    return "%s %s %s %s".formatted(name, role, made, hash);
  }

  /** Whether a secret is this key's; how long that takes tells nothing of it. */
  boolean isOf(String secret) {
    return MessageDigest.isEqual(sha256(secret), HexFormat.of().parseHex(hash));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
