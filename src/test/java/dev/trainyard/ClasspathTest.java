package dev.trainyard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * DL4J asks for codecs, probes and clients that nothing here calls: hundreds of megabytes of native
 * code and libraries with known holes. The pom excludes them; a new dependency must not bring them
 * back.
 */
class ClasspathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "opencv",
        "ffmpeg",
        "hdf5",
        "leptonica",
        "javacv",
        "datavec",
        "oshi",
        "mkl-",
        "cuda",
        "commons-net",
        "deeplearning4j-datasets",
        "deeplearning4j-modelimport",
        "deeplearning4j-ui",
        "fastutil",
        "javax.activation"
      })
  void holdsNothingThatIsNeverCalled(String library) {
    assertThat(jars()).isNotEmpty().noneMatch(jar -> jar.contains(library));
  }

  private static Stream<String> jars() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).getFileName().toString())
        .filter(name -> name.endsWith(".jar"));
  }
}
