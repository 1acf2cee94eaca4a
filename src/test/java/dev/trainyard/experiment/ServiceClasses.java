package dev.trainyard.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;

/**
 * The classes of the service under test, as a process of its own loads them. Half of its start is
 * spent on loading and linking; a cache of what a first process has loaded, which the others share,
 * saves that. Java caches classes from jars only, so those of this build are packed.
 */
@NullUnmarked
final class ServiceClasses {
  private static final Path DIRECTORY = Path.of("target", "service-classes").toAbsolutePath();
  private static final Path JAR = DIRECTORY.resolve("service.jar");
  private static final Path CACHE = DIRECTORY.resolve("service.aot");
  private static final String PATH = pack();

  private ServiceClasses() {}

  /** The class path, without anything of the tests. */
  static String path() {
    return PATH;
  }

  /**
   * Options of a process that uses the cache, or that writes it at its orderly end. As in the
   * container, adapters are left out, some of which Java 25 mixes up.
   */
  static List<String> options(boolean write) {
    if (write) {
      return List.of(
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:-AOTAdapterCaching",
          "-XX:AOTCacheOutput=" + CACHE);
    }
    return Files.exists(CACHE) ? List.of("-XX:AOTCache=" + CACHE) : List.of();
  }

  private static String pack() {
    String[] all = System.getProperty("java.class.path").split(File.pathSeparator, -1);
    String classes =
        Arrays.stream(all).filter(ServiceClasses::isOfThisBuild).findFirst().orElseThrow();
    try {
      Files.createDirectories(DIRECTORY);
      Files.deleteIfExists(CACHE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
    assertThat(jar.run(System.out, System.err, "-cf", JAR.toString(), "-C", classes, ".")).isZero();
    return Arrays.stream(all)
        .filter(entry -> !Path.of(entry).endsWith("test-classes"))
        .map(entry -> isOfThisBuild(entry) ? JAR.toString() : entry)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static boolean isOfThisBuild(String entry) {
    return Path.of(entry).endsWith(Path.of("target", "classes"));
  }
}
