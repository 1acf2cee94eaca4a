package dev.trainyard.isolation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.engine.EngineUnavailable;
import org.junit.jupiter.api.Test;

class OwnProcessTest {

  /** What is not there now may be there later, and no trial is to blame for it. */
  @Test
  void isWaitedForWhereItCannotBeStarted() {
    assertThatThrownBy(() -> OwnProcess.start(new ProcessBuilder("/no/such/java"), "a trial"))
        .isInstanceOf(EngineUnavailable.class)
        .hasMessageContaining("the process of its own that it needs cannot be started")
        .hasMessageContaining("/no/such/java");
  }
}
