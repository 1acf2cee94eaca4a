package dev.trainyard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles what is otherwise compiled only by who asks for a profile. */
@NullUnmarked
class ToolSourcesTest {
  /** Needs DJL, which only its profile brings: the others know its name. */
  private static final String WITH_DJL = "DjlContestant";

  private static final String KERNELS = "src/kernels/java/dev/trainyard/kernels/Kernel.java";

  private static final JavaFileObject ITS_NAME =
      new SimpleJavaFileObject(URI.create("string:///%s.java".formatted(WITH_DJL)), Kind.SOURCE) {
        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
          return "package dev.trainyard.bench; final class %s {}".formatted(WITH_DJL);
        }
      };

  @TempDir Path classes;

  @Test
  void compileAsTheServiceIsNow() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter complaints = new StringWriter();
    List<String> options = List.of("-proc:none", "-nowarn", "-d", classes.toString());
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiles =
          compiler.getTask(complaints, files, null, options, null, sources(files)).call();

      assertThat(compiles).as("%s", complaints).isTrue();
    }
    assertThat(classes.resolve("dev/trainyard/bench/Benchmark.class")).exists();
  }

  private static List<JavaFileObject> sources(StandardJavaFileManager files) throws IOException {
    List<JavaFileObject> sources = new ArrayList<>(List.of(ITS_NAME));
    files.getJavaFileObjectsFromPaths(paths()).forEach(sources::add);
    return sources;
  }

  private static List<Path> paths() throws IOException {
    try (Stream<Path> bench = Files.walk(Path.of("src/bench/java"));
        Stream<Path> load = Files.walk(Path.of("src/load/java"));
        Stream<Path> results = Files.walk(Path.of("src/results/java"));
        // What measures it needs JMH, which only its profile brings.
        Stream<Path> kernels = Stream.of(Path.of(KERNELS))) {
      return Stream.of(bench, load, results, kernels)
          .flatMap(all -> all)
          .filter(file -> file.toString().endsWith(".java") && !file.endsWith(WITH_DJL + ".java"))
          .toList();
    }
  }
}
