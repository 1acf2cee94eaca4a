package dev.trainyard.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;

/**
 * Runs a {@link ServiceTest} on the embedded database, in a file as in production. All classes that
 * say this and nothing else of their own share one service.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ContextConfiguration(initializers = OnH2.DatabaseFile.class)
@NullUnmarked
public @interface OnH2 {

  /**
   * Gives each service a directory of its own, where it keeps its database unless told otherwise.
   */
  class DatabaseFile implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext service) {
      try {
        // Not a @TempDir, which goes with its class: the service stays for the next one.
        Path directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "service");
        TestPropertyValues.of("trainyard.data-dir=" + directory).applyTo(service);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
