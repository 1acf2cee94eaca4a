package dev.trainyard.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.Scheduler;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** A process that only answers. */
@OnH2
@TestPropertySource(properties = "trainyard.roles=api")
@NullUnmarked
class ApiOnlyIT extends ServiceTest {
  @Autowired Scheduler scheduler;

  @Test
  void queuesAndTrainsNothing() {
    String experiment = submit("{\"network\":\"baseline\"}");

    assertThat(scheduler.getSchedulerState().isStarted()).isFalse();
    assertThat(body(experiment).path("status").asString()).isEqualTo("QUEUED");
    assertThat(post(experiment + "/cancel", "").getStatusCode().value()).isEqualTo(200);
  }
}
