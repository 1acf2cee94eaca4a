package dev.trainyard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;

/**
 * A program that tests need and Maven cannot bring: the one of the machine, or where there is none,
 * Debian's, which is installed. Where that cannot be either, the test fails and says so.
 */
@NullUnmarked
public final class DebianTool {
  private static final Path PROGRAMS = Path.of("/usr/bin");

  private DebianTool() {}

  /**
   * The program.
   *
   * @param names what it may be called
   * @param packages of Debian's that bring it
   */
  public static Path find(List<String> names, String... packages) {
    return installed(names)
        .orElseGet(
            () -> {
              run("apt-get", "update");
              List<String> install =
                  new ArrayList<>(
                      List.of("apt-get", "install", "--yes", "--no-install-recommends"));
              install.addAll(List.of(packages));
              run(install.toArray(String[]::new));
              return installed(names).orElseThrow();
            });
  }

  private static Optional<Path> installed(List<String> names) {
    return names.stream().map(PROGRAMS::resolve).filter(Files::isExecutable).findFirst();
  }

  private static void run(String... command) {
    try {
      Path output = Files.createTempFile("install", ".log");
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
      int status =
          builder.redirectErrorStream(true).redirectOutput(output.toFile()).start().waitFor();
      String said = Files.readString(output);
      Files.delete(output);
      if (status != 0) {
        throw new IllegalStateException(String.join(" ", command) + " failed: " + said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
