package dev.trainyard.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.logging.LoggingSystem;

/** A real file of H2, of which a disk has lost a part in the middle. */
@NullUnmarked
class DamagedFileTest {
  private static final int ROWS = 64;
  private static final int BYTES_OF_A_ROW = 1 << 17;

  @TempDir Path directory;

  private String url;

  @BeforeEach
  void loseThePartInTheMiddle() throws Exception {
    url = "jdbc:h2:file:%s".formatted(directory.resolve("damaged"));
    try (Connection connection = DriverManager.getConnection(url)) {
      store(connection);
    }
    Path file = directory.resolve("damaged.mv.db");
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(Files.size(file) / 4);
      bytes.write(new byte[(int) (Files.size(file) / 2)]);
    }
  }

  @Test
  void isToldFromAnOutageThatEndsByItself() {
    Throwable failure = catchThrowable(this::readAll);

    assertThat(DatabaseFailure.isOutage(failure)).as("%s", failure).isTrue();
    assertThat(DatabaseFailure.isDamage(failure)).as("%s", failure).isTrue();
    assertThat(DatabaseFailure.isDamage(new SQLException("refused", "08001"))).isFalse();
  }

  @Test
  void isAnsweredWithTheRemedyAndWithoutAPromise() {
    DatabaseWatch watch = new DatabaseWatch(LoggingSystem.get(getClass().getClassLoader()), url);
    try {
      watch.notes(catchThrowable(this::readAll));

      assertThat(watch.current().orElseThrow().getMessage())
          .contains("is damaged (File corrupted", "a backup")
          .doesNotContain("by itself");
    } finally {
      watch.end();
    }
  }

  private static void store(Connection connection) throws SQLException {
    byte[] row = new byte[BYTES_OF_A_ROW];
    Random random = new Random(1);
    try (Statement table = connection.createStatement();
        PreparedStatement insert = prepared(connection, table)) {
      for (int i = 0; i < ROWS; i++) {
        random.nextBytes(row);
        insert.setInt(1, i);
        insert.setBytes(2, row);
        insert.executeUpdate();
      }
    }
  }

  private static PreparedStatement prepared(Connection connection, Statement table)
      throws SQLException {
    table.execute("create table kept (id int primary key, bytes varbinary)");
    return connection.prepareStatement("insert into kept values (?, ?)");
  }

  private void readAll() throws SQLException, IOException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select bytes from kept")) {
      while (rows.next()) {
        assertThat(rows.getBytes(1)).hasSize(BYTES_OF_A_ROW);
      }
    }
  }
}
