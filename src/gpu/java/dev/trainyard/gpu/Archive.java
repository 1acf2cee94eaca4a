package dev.trainyard.gpu;

import dev.trainyard.dataset.TestMnist;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Packs what the check needs on a machine that has nothing but Linux and a driver.
 *
 * <p>Usage: sources archive.tar.gz. It is run on the class path of the tests by the Java that is to
 * be packed.
 */
final class Archive {
  /** Jackson asks for java.xml; java.desktop, 15 MB, only pictures need. */
  private static final String MODULES =
      "java.base,java.logging,java.management,java.xml,jdk.unsupported";

  /** Of the service's classes: what trains, and the presets. */
  private static final List<String> CLASSES =
      List.of(
          "dev/trainyard/engine/fused/",
          "dev/trainyard/engine/cuda/",
          "dev/trainyard/network/",
          "dev/trainyard/training/",
          "dev/trainyard/dataset/",
          "dev/trainyard/refusal/",
          "dev/trainyard/catalog/Preset",
          "dev/trainyard/gpu/",
          "presets.json");

  /** Classes of this package itself, not of those below it. */
  private static final String ENGINE = "dev/trainyard/engine/";

  private static final List<String> LIBRARIES =
      List.of(
          "jackson-annotations-",
          "jackson-core-3",
          "jackson-databind-3",
          "jakarta.validation-api-",
          "slf4j-api-",
          "jspecify-",
          "javacpp-",
          "dnnl-2",
          "opencl-3",
          "junit-platform-",
          "junit-jupiter-",
          "opentest4j-",
          "apiguardian-",
          "assertj-core-");

  /** In the names of jars with native libraries. */
  private static final List<String> PLATFORMS =
      List.of("-android-", "-ios-", "-linux-", "-macosx-", "-windows-");

  /** Nobody compiles against oneDNN there. */
  private static final List<String> LEFT_OUT = List.of("/include/", "META-INF/native-image/");

  private final Path folder;

  private Archive(Path folder) {
    this.folder = folder;
  }

  static void main(String[] arguments) throws IOException {
    Path sources = Path.of(arguments[0]);
    Path file = Path.of(arguments[1]);
    Archive archive = new Archive(Files.createTempDirectory("gpu-check").resolve("gpu-check"));
    archive.classes();
    archive.libraries();
    archive.runtime();
    archive.copy(TestMnist.directory().resolve("mnist"), "data/mnist");
    archive.copy(sources.resolve("pytorch"), "pytorch");
    archive.copy(sources.resolve("gpu-check.sh"), "gpu-check.sh");
    archive.folder.resolve("gpu-check.sh").toFile().setExecutable(true, false);
    archive.pack(file);
    System.out.printf("%s: %.1f MB%n", file, Files.size(file) / 1e6);
  }

  private static Stream<Path> classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(Path::of);
  }

  private static boolean isNeeded(String name) {
    boolean engine = name.startsWith(ENGINE) && name.indexOf('/', ENGINE.length()) < 0;
    return engine || CLASSES.stream().anyMatch(name::startsWith);
  }

  private void classes() throws IOException {
    Files.createDirectories(folder.resolve("lib"));
    Path jar = folder.resolve("lib/trainyard.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (Path root : classPath().filter(Files::isDirectory).toList()) {
        for (Path file : files(root)) {
          String name = root.relativize(file).toString();
          if (isNeeded(name)) {
            out.putNextEntry(new JarEntry(name));
            Files.copy(file, out);
          }
        }
      }
    }
  }

  /** Those for other platforms stay out. */
  private void libraries() throws IOException {
    Predicate<String> isNeeded = name -> LIBRARIES.stream().anyMatch(name::startsWith);
    for (Path jar : classPath().filter(Files::isRegularFile).toList()) {
      String name = jar.getFileName().toString();
      boolean isForAll = PLATFORMS.stream().noneMatch(name::contains);
      boolean isForLinux = name.endsWith("-linux-x86_64.jar");
      if (isNeeded.test(name) && (isForAll || isForLinux)) {
        copyJar(jar, folder.resolve("lib").resolve(name));
      }
    }
  }

  private static void copyJar(Path from, Path to) throws IOException {
    try (var in = new ZipFile(from.toFile());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to))) {
      out.setLevel(Deflater.BEST_COMPRESSION);
      for (var entry : in.stream().toList()) {
        if (LEFT_OUT.stream().noneMatch(entry.getName()::contains)) {
          out.putNextEntry(new JarEntry(entry.getName()));
          in.getInputStream(entry).transferTo(out);
        }
      }
    }
  }

  private void runtime() {
    int code =
        ToolProvider.findFirst("jlink")
            .orElseThrow()
            .run(
                System.out,
                System.err,
                "--add-modules",
                MODULES,
                "--strip-debug",
                "--no-header-files",
                "--no-man-pages",
                // The archive packs it tighter as a whole.
                "--compress=zip-0",
                "--output",
                folder.resolve("runtime").toString());
    if (code != 0) {
      throw new IllegalStateException("jlink ended with " + code);
    }
  }

  private void copy(Path from, String to) throws IOException {
    for (Path file : files(from)) {
      Path target = folder.resolve(to).resolve(from.relativize(file).toString());
      Files.createDirectories(target.getParent());
      Files.copy(file, target);
    }
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> tree = Files.walk(root)) {
      return tree.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private void pack(Path file) throws IOException {
    OutputStream plain = new BufferedOutputStream(Files.newOutputStream(file));
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new Smallest(plain))) {
      for (Path each : files(folder)) {
        String name = folder.getFileName().resolve(folder.relativize(each)).toString();
        TarArchiveEntry entry = new TarArchiveEntry(each.toFile(), name);
        entry.setMode(Files.isExecutable(each) ? 0755 : 0644);
        entry.setIds(0, 0);
        entry.setNames("", "");
        tar.putArchiveEntry(entry);
        Files.copy(each, tar);
        tar.closeArchiveEntry();
      }
    }
  }

  private static final class Smallest extends GZIPOutputStream {
    Smallest(OutputStream out) throws IOException {
      super(out, 1 << 16);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
