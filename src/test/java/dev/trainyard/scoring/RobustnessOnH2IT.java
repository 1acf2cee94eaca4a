package dev.trainyard.scoring;

import java.nio.file.Path;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The contract on the embedded database, in a file as in production. */
@NullUnmarked
class RobustnessOnH2IT extends RobustnessContract {
  @TempDir static Path directory;

  @DynamicPropertySource
  static void inAFile(DynamicPropertyRegistry properties) {
    properties.add("trainyard.data-dir", directory::toString);
  }
}
