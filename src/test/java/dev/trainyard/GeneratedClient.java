package dev.trainyard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;

/** A Java client that openapi-generator makes of an OpenAPI document, compiled and loaded. */
@NullUnmarked
final class GeneratedClient {
  /** Copied there by the build. */
  private static final Path GENERATOR = Path.of("target/openapi-generator/generator.jar");

  private static final String OPTIONS =
      "openApiNullable=false,useJakartaEe=true,supportUrlQuery=false,invokerPackage=client,apiPackage=client.api,modelPackage=client.model";
  private static final int MINUTES = 3;

  private final ClassLoader classes;

  private GeneratedClient(ClassLoader classes) {
    this.classes = classes;
  }

  /**
   * Generates and compiles.
   *
   * @param directory where the document is written, and all that is made of it
   */
  static GeneratedClient of(String document, Path directory)
      throws IOException, InterruptedException {
    Path file = Files.writeString(directory.resolve("openapi.json"), document);
    generate(file, directory.resolve("client"));
    return new GeneratedClient(compile(directory.resolve("client"), directory.resolve("classes")));
  }

  /** One of its classes, such as {@code api.ExperimentsApi}. */
  Class<?> load(String name) throws ClassNotFoundException {
    return classes.loadClass("client." + name);
  }

  private static void generate(Path document, Path into) throws IOException, InterruptedException {
    run(
        "java",
        into.resolveSibling("generator.log"),
        "-XX:TieredStopAtLevel=1",
        "-jar",
        GENERATOR.toString(),
        "generate",
        "--generator-name=java",
        "--library=native",
        "--input-spec=" + document,
        "--output=" + into,
        "--additional-properties=" + OPTIONS,
        "--global-property=apis,models,supportingFiles,apiTests=false,modelTests=false,apiDocs=false,modelDocs=false");
  }

  private static ClassLoader compile(Path sources, Path into)
      throws IOException, InterruptedException {
    List<String> files;
    try (Stream<Path> tree = Files.walk(sources.resolve("src/main/java"))) {
      files = tree.map(Path::toString).filter(file -> file.endsWith(".java")).toList();
    }
    Path options = Files.write(into.resolveSibling("files"), files);
    run(
        "javac",
        into.resolveSibling("compiler.log"),
        "-J-XX:TieredStopAtLevel=1",
        "-proc:none",
        "-nowarn",
        "-g:none",
        "-classpath",
        System.getProperty("java.class.path"),
        "-d",
        into.toString(),
        "@" + options);
    return new URLClassLoader(
        new URL[] {into.toUri().toURL()}, GeneratedClient.class.getClassLoader());
  }

  /** In a process of its own, which lives too briefly for C2 to pay. */
  private static void run(String tool, Path log, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(arguments));
    command.addFirst(Path.of(System.getProperty("java.home"), "bin", tool).toString());
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).as("%s", log).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
  }
}
