package dev.trainyard.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.nio.file.Path;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A process that only answers. */
@NullUnmarked
class ApiOnlyIT extends ServiceTest {
  @TempDir static Path directory;
  @Autowired Scheduler scheduler;

  @DynamicPropertySource
  static void withOneRole(DynamicPropertyRegistry properties) {
    properties.add("trainyard.data-dir", directory::toString);
    properties.add("trainyard.roles", () -> "api");
  }

  @Test
  void queuesAndTrainsNothing() {
    String experiment = submit("{\"network\":\"baseline\"}");

    assertThat(scheduler.getSchedulerState().isStarted()).isFalse();
    assertThat(body(experiment).path("status").asString()).isEqualTo("QUEUED");
    assertThat(post(experiment + "/cancel", "").getStatusCode().value()).isEqualTo(200);
  }
}
