package dev.trainyard.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A directory whose room a test can take and give. It is a file system of its own, which is filled
 * up; where the tests may not mount one, the size of the files that the service writes is limited.
 */
final class SmallDisk {
  private static final int BYTES = 32 << 20;

  private final Path directory;
  private final boolean mounted;

  SmallDisk(Path parent) throws IOException, InterruptedException {
    directory = Files.createDirectory(parent.resolve("small"));
    mounted =
        run("mount", "-t", "tmpfs", "-o", "size=" + BYTES, "tmpfs", directory.toString()) == 0;
  }

  Path resolve(String name) {
    return directory.resolve(name);
  }

  /** Takes all room that is left. */
  void fill(ServiceProcess service) throws IOException, InterruptedException {
    if (mounted) {
      try (OutputStream filler = Files.newOutputStream(filler())) {
        byte[] block = new byte[4096];
        while (Files.getFileStore(directory).getUsableSpace() > 0) {
          filler.write(block);
        }
      }
    } else {
      limitFiles(service, "65536");
    }
  }

  /** Gives it back. */
  void makeRoom(ServiceProcess service) throws IOException, InterruptedException {
    if (mounted) {
      Files.delete(filler());
    } else {
      limitFiles(service, "unlimited");
    }
  }

  private Path filler() {
    return directory.resolve("filler");
  }

  private static void limitFiles(ServiceProcess service, String bytes)
      throws IOException, InterruptedException {
    assertThat(run("prlimit", "--pid", String.valueOf(service.pid()), "--fsize=" + bytes + ":"))
        .isZero();
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  void close() throws IOException, InterruptedException {
    if (mounted) {
      assertThat(run("umount", directory.toString())).isZero();
    }
  }
}
