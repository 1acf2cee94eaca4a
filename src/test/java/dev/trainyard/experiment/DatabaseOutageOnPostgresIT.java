package dev.trainyard.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The server is stopped, and started again on the same data; or it cuts its connections. */
@NullUnmarked
class DatabaseOutageOnPostgresIT extends DatabaseOutageContract {
  private EmbeddedPostgres server;
  private int port;

  @BeforeEach
  void startServer() throws IOException {
    start(0);
    port = server.getPort();
  }

  @AfterEach
  void stopServer() throws IOException {
    server.close();
  }

  private void start(int onPort) throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(directory.resolve("postgres"))
            .setCleanDataDirectory(false);
    server = (onPort == 0 ? builder : builder.setPort(onPort)).start();
  }

  @Override
  String url() {
    return server.getJdbcUrl("postgres", "postgres");
  }

  @Override
  void breakDatabase(ServiceProcess service) throws IOException {
    server.close();
  }

  @Override
  void mendDatabase(ServiceProcess service) throws IOException {
    start(port);
  }

  @Override
  String reason() {
    return ".*(terminating connection due to administrator command|refused|I/O error)";
  }

  @Test
  void trialsGoOnToTheSameBitsWhenConnectionsAreCut() throws Exception {
    JsonNode undisturbed = SmallSweep.undisturbedCurvesOfTwoCells();
    try (ServiceProcess service =
        new ServiceProcess(directory, "trainyard.slots=2", "spring.datasource.url=" + url())
            .ready()) {
      service.post("/experiments", SmallSweep.TWO_CELLS);
      for (int cut = 1; cut <= 5; cut++) {
        int epochs = cut * 3;
        service.await(() -> epochs(service) >= epochs);
        cutConnections();
      }
      service.await(() -> status(service).equals("COMPLETED"));

      assertThat(SmallSweep.curves(service, 1)).isEqualTo(undisturbed);
    }
  }

  /** None while the service says that it has no connection. */
  private static int epochs(ServiceProcess service) {
    return experiment(service).path("progress").path("epochsCompleted").asInt();
  }

  private static String status(ServiceProcess service) {
    return experiment(service).path("status").asString();
  }

  private static JsonNode experiment(ServiceProcess service) {
    return new JsonMapper().readTree(service.answer("/experiments/1").getBody());
  }

  private void cutConnections() throws SQLException {
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and usename = 'postgres' and backend_type = 'client backend'");
    }
  }
}
