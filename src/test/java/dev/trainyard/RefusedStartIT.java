package dev.trainyard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees of a start that cannot be. */
class RefusedStartIT {
  @TempDir Path directory;

  @Test
  void ofASecondProcessOnOneDataDirectorySaysWhoHasTheDatabaseAndWhatToDo()
      throws IOException, InterruptedException, SQLException {
    String url = "jdbc:h2:file:" + directory.resolve("trainyard");
    try (Connection _ = DriverManager.getConnection(url)) {
      assertThat(refusal())
          .contains(
              "APPLICATION FAILED TO START",
              directory.resolve("trainyard.mv.db").toString(),
              "Stop the other process",
              "TRAINYARD_DATA_DIR",
              "SPRING_DATASOURCE_URL")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void ofADatabaseThatWasCutSaysWhichFileAndKeepsIt() throws IOException, InterruptedException {
    Path file = Files.createFile(directory.resolve("trainyard.mv.db"));

    assertThat(refusal()).contains(file + " (0 bytes)", "backup").doesNotContain("\tat ");
    assertThat(file).isEmptyFile();
  }

  @Test
  void becauseOfAWrongSettingNamesIt() throws IOException, InterruptedException {
    assertThat(refusal("TRAINYARD_SLOTS", "many"))
        .contains("TRAINYARD_SLOTS (trainyard.slots) must be a whole number, not \"many\".")
        .doesNotContain("\tat ");
    assertThat(directory.resolve("trainyard.mv.db")).doesNotExist();
  }

  @Test
  void becauseOfAnUnknownLogFormatNamesTheOthers() throws IOException, InterruptedException {
    assertThat(refusal("LOGGING_STRUCTURED_FORMAT_CONSOLE", "yaml"))
        .contains(
            "LOGGING_STRUCTURED_FORMAT_CONSOLE (logging.structured.format.console) must be one of ecs, gelf, logstash, not \"yaml\".")
        .doesNotContain("\tat ");
  }

  @Test
  void becauseOfADatabaseThatCannotBeReachedSaysWhichWithoutItsPassword()
      throws IOException, InterruptedException {
    assertThat(refusal("SPRING_DATASOURCE_URL", "jdbc:postgresql://127.0.0.1:1/x?password=secret"))
        .contains("SPRING_DATASOURCE_URL is jdbc:postgresql://127.0.0.1:1/x, which cannot be used")
        .doesNotContain("\tat ", "secret");
    assertThat(refusal("SPRING_DATASOURCE_URL", "jdbc:h2:tcp://127.0.0.1:1/x"))
        .contains("SPRING_DATASOURCE_URL is jdbc:h2:tcp://127.0.0.1:1/x, which cannot be used")
        .doesNotContain("\tat ");
  }

  /** What a process prints that does not start. */
  private String refusal(String... variable) throws IOException, InterruptedException {
    Process process = start(variable);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isEqualTo(1);
    return output;
  }

  private Process start(String... variable) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            TrainyardApplication.class.getName());
    builder.environment().put("TRAINYARD_DATA_DIR", directory.toString());
    builder.environment().put("TRAINYARD_PORT", "0");
    if (variable.length > 0) {
      builder.environment().put(variable[0], variable[1]);
    }
    return builder.redirectErrorStream(true).start();
  }
}
