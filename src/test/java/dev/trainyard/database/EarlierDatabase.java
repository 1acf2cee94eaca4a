package dev.trainyard.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;

/**
 * A database as an earlier version of the service has left it, killed in mid-training: {@code
 * src/test/resources/schemas/v<version>.sql.gz}, written by H2's SCRIPT. Experiment 1 is complete
 * with four trials of three epochs; experiment 2 has one trial that goes on.
 *
 * @param version of its schema
 */
@NullUnmarked
public record EarlierDatabase(int version) {
  private static final Path KEPT = Path.of("src/test/resources/schemas");
  private static final String SUFFIX = ".sql.gz";

  /** In an order in which rows find those that they refer to. */
  private static final List<String> TABLES =
      List.of(
          "experiment",
          "trial",
          "attempt",
          "epoch",
          "checkpoint",
          "best_model",
          "event",
          "scheduled_tasks",
          "idempotency_key",
          "study",
          "study_experiment",
          "shift_score",
          "prediction");

  /** All that are kept, the oldest first. */
  public static Stream<EarlierDatabase> all() {
    try (Stream<Path> files = Files.list(KEPT)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> Integer.parseInt(name.substring(1, name.length() - SUFFIX.length())))
          .sorted(Comparator.naturalOrder())
          .map(EarlierDatabase::new)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes it anew in an empty H2, with its own record of its migrations. */
  public void restore(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      Path script = KEPT.resolve("v" + version + SUFFIX).toAbsolutePath();
      statement.execute("runscript from '%s' compression gzip".formatted(script));
    }
  }

  /**
   * Copies its rows from where they were restored into another database with the same tables.
   *
   * @param target of PostgreSQL
   */
  void copy(String restored, String target) throws SQLException {
    try (Connection from = DriverManager.getConnection(restored);
        Connection to = DriverManager.getConnection(target);
        Statement statement = to.createStatement()) {
      for (String table : present(from)) {
        copy(table, from, to);
      }
      for (String sequence : List.of("pg_get_serial_sequence('experiment', 'id')", "'trial_seq'")) {
        statement.execute("select setval(%s, 1000)".formatted(sequence));
      }
    }
  }

  private static void copy(String table, Connection from, Connection to) throws SQLException {
    try (Statement read = from.createStatement();
        ResultSet rows = read.executeQuery("select * from " + table)) {
      ResultSetMetaData columns = rows.getMetaData();
      List<String> names = new ArrayList<>();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        names.add(columns.getColumnName(i).toLowerCase(Locale.ROOT));
      }
      String places = String.join(", ", names.stream().map(_ -> "?").toList());
      String sql =
          "insert into %s (%s) values (%s)".formatted(table, String.join(", ", names), places);
      try (PreparedStatement write = to.prepareStatement(sql)) {
        while (rows.next()) {
          for (int i = 1; i <= names.size(); i++) {
            write.setObject(i, value(rows, i));
          }
          write.executeUpdate();
        }
      }
    }
  }

  private static Object value(ResultSet rows, int column) throws SQLException {
    return rows.getObject(column) instanceof java.sql.Blob
        ? rows.getBytes(column)
        : rows.getObject(column);
  }

  /**
   * What a database holds: by table and column, the values of all rows in order, written out.
   *
   * @param url of H2 or PostgreSQL
   */
  static Map<String, List<String>> contents(String url) throws SQLException {
    Map<String, List<String>> contents = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (String table : present(connection)) {
        try (ResultSet rows = statement.executeQuery("select * from " + table)) {
          int columns = rows.getMetaData().getColumnCount();
          while (rows.next()) {
            for (int i = 1; i <= columns; i++) {
              String name = table + "." + rows.getMetaData().getColumnName(i);
              contents
                  .computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                  .add(written(rows, i));
            }
          }
        }
      }
    }
    contents.values().forEach(values -> values.sort(Comparator.naturalOrder()));
    return contents;
  }

  private static String written(ResultSet rows, int column) throws SQLException {
    Object value = value(rows, column);
    return value instanceof byte[] bytes
        ? java.util.HexFormat.of().formatHex(bytes)
        : String.valueOf(rows.getString(column));
  }

  /** Names, types and what may be null, of all columns; and all indexes but those of H2's own. */
  static List<String> tables(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select lower(table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable)
                from information_schema.columns where lower(table_schema) = 'public'
                """)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      found.sort(Comparator.naturalOrder());
      return found;
    }
  }

  private static List<String> present(Connection connection) throws SQLException {
    List<String> present = new ArrayList<>();
    for (String table : TABLES) {
      try (Statement statement = connection.createStatement();
          ResultSet found =
              statement.executeQuery(
                  "select count(*) from information_schema.tables where lower(table_schema) = 'public' and lower(table_name) = '%s'"
                      .formatted(table))) {
        found.next();
        if (found.getInt(1) == 1) {
          present.add(table);
        }
      }
    }
    return present;
  }

  @Override
  public String toString() {
    return "schema " + version;
  }
}
