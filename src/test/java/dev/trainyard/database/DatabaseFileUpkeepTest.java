package dev.trainyard.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Random;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

@NullUnmarked
class DatabaseFileUpkeepTest {
  private static final int CHECKPOINT = 300_000;
  private static final int EPOCHS = 400;

  @TempDir Path directory;

  private final DatabaseWatch watch =
      new DatabaseWatch(LoggingSystem.get(getClass().getClassLoader()), "");

  @Test
  void usesTheRoomOfReplacedCheckpointsAgain() throws SQLException, IOException {
    long untidy = sizeAfterManyEpochs("untidy", Integer.MAX_VALUE);
    long tidy = sizeAfterManyEpochs("tidy", 10);

    assertThat(tidy).isLessThan(untidy / 2);
  }

  @Test
  void leavesAPackedFileBehind() throws SQLException, IOException {
    long unpacked = sizeAfterManyEpochs("packed", Integer.MAX_VALUE);
    JdbcDataSource dataSource = dataSource("packed");
    new DatabaseFileUpkeep(dataSource, watch).pack();

    assertThat(Files.size(directory.resolve("packed.mv.db")))
        .isLessThan(unpacked / 10)
        .isLessThan(3 * CHECKPOINT);
    try (Connection connection = dataSource.getConnection()) {
      JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
      assertThat(jdbc.sql("select count(*) from event").query(Integer.class).single())
          .isEqualTo(EPOCHS);
    }
  }

  /**
   * Each epoch replaces a checkpoint and adds a row, with no time for H2 to hold on to old data.
   */
  private long sizeAfterManyEpochs(String name, int tidyEvery) throws SQLException, IOException {
    JdbcDataSource dataSource = dataSource(name);
    DatabaseFileUpkeep upkeep = new DatabaseFileUpkeep(dataSource, watch);
    byte[] checkpoint = new byte[CHECKPOINT];
    Random random = new Random(1);
    try (Connection connection = dataSource.getConnection()) {
      JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
      connection.setAutoCommit(false);
      jdbc.sql("create table checkpoint (parameters blob)").update();
      jdbc.sql("create table event (number integer primary key, data varchar)").update();
      jdbc.sql("insert into checkpoint values (?)").param(checkpoint).update();
      for (int epoch = 1; epoch <= EPOCHS; epoch++) {
        random.nextBytes(checkpoint);
        jdbc.sql("insert into event values (?, ?)").params(epoch, "x".repeat(400)).update();
        jdbc.sql("update checkpoint set parameters = ?").param(checkpoint).update();
        connection.commit();
        if (epoch % tidyEvery == 0) {
          upkeep.tidy();
        }
      }
      return Files.size(directory.resolve(name + ".mv.db"));
    }
  }

  private JdbcDataSource dataSource(String name) {
    JdbcDataSource dataSource = new JdbcDataSource();
    dataSource.setURL(
        "jdbc:h2:file:%s;WRITE_DELAY=0;RETENTION_TIME=0".formatted(directory.resolve(name)));
    return dataSource;
  }
}
