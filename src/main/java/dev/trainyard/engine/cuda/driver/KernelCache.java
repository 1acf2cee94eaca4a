package dev.trainyard.engine.cuda.driver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Compiled kernels on disk: a file each, which begins with the SHA-256 of the rest. A file that has
 * come to harm counts as none: what a driver does with a spoilt program is not known.
 *
 * @param folder null: nothing is kept
 */
record KernelCache(@Nullable Path folder) {

  private static final int DIGEST = 32;

  /**
   * What is kept, or else made and kept. A cache that cannot be written costs a compilation the
   * next time, not this training.
   *
   * @param key all that the kernels depend on
   */
  byte[] get(String key, Supplier<byte[]> compiler) {
    if (folder == null) {
      return compiler.get();
    }
    Path file =
        folder.resolve(HexFormat.of().formatHex(sha256(key.getBytes(StandardCharsets.UTF_8))));
    return read(file)
        .orElseGet(
            () -> {
              byte[] kernels = compiler.get();
              write(folder, file, kernels);
              return kernels;
            });
  }

  private static Optional<byte[]> read(Path file) {
    try {
      byte[] content = Files.readAllBytes(file);
      byte[] kernels =
          Arrays.copyOfRange(content, Math.min(DIGEST, content.length), content.length);
      return Arrays.equals(sha256(kernels), Arrays.copyOf(content, DIGEST))
          ? Optional.of(kernels)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static void write(Path folder, Path file, byte[] kernels) {
    try {
      Files.createDirectories(folder);
      Path unfinished = Files.createTempFile(folder, "kernels", ".part");
      try {
        byte[] content = Arrays.copyOf(sha256(kernels), DIGEST + kernels.length);
        System.arraycopy(kernels, 0, content, DIGEST, kernels.length);
        Files.write(unfinished, content);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(unfinished);
      }
    } catch (IOException e) {
      // Whoever reads sees no file, or a whole one.
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
