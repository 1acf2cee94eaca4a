package dev.trainyard.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessDiedTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          66 | with exit status 66
          0 | with exit status 0
          137 | by SIGKILL (exit status 137), as the system ends a process when memory is short
          139 | by SIGSEGV (exit status 139), a fault in native code
          143 | by SIGTERM (exit status 143)
          255 | with exit status 255
          """)
  void saysHow(int status, String how) {
    assertThat(ProcessDied.withStatus(status).how()).isEqualTo(how);
  }
}
