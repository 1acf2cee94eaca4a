package dev.trainyard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second process on the data directory of one that runs. */
class SecondProcessIT {
  @TempDir Path directory;

  @Test
  void saysWhoHasTheDatabaseAndWhatToDoWithoutAStackTrace()
      throws IOException, InterruptedException, SQLException {
    String url = "jdbc:h2:file:" + directory.resolve("trainyard");
    try (Connection _ = DriverManager.getConnection(url)) {
      Process second = start();
      String output = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(second.waitFor()).as(output).isEqualTo(1);
      assertThat(output)
          .contains(
              "APPLICATION FAILED TO START",
              directory.resolve("trainyard.mv.db").toString(),
              "Stop the other process",
              "TRAINYARD_DATA_DIR",
              "SPRING_DATASOURCE_URL")
          .doesNotContain("\tat ");
    }
  }

  private Process start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            TrainyardApplication.class.getName());
    builder.environment().put("TRAINYARD_DATA_DIR", directory.toString());
    builder.environment().put("TRAINYARD_PORT", "0");
    return builder.redirectErrorStream(true).start();
  }
}
