package dev.trainyard.database;

import dev.trainyard.settings.Room;
import dev.trainyard.settings.StartRefused;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import org.flywaydb.core.api.FlywayException;
import org.h2.api.ErrorCode;
import org.h2.engine.ConnectionInfo;
import org.h2.message.DbException;
import org.jspecify.annotations.Nullable;

/**
 * The file of the embedded database. It comes into its place only when it has its tables: one that
 * is there without them was cut, emptied or belongs to something else, and is never written to.
 */
final class DatabaseFile {
  private static final String SUFFIX = ".mv.db";

  /** H2 opens a file with it without a byte being changed. */
  private static final String READ_ONLY = ";ACCESS_MODE_DATA=r;IFEXISTS=TRUE";

  private final String name;
  private final Path path;

  private DatabaseFile(String name) {
    this.name = name;
    this.path = Path.of(name + SUFFIX);
  }

  /**
   * The file behind a URL of H2; null for a database in memory or in another process.
   *
   * @throws SQLException if H2 does not understand the URL
   */
  static @Nullable DatabaseFile of(String url) throws SQLException {
    try {
      ConnectionInfo info = new ConnectionInfo(url, new Properties(), null, null);
      return info.isPersistent() && !info.isRemote() ? new DatabaseFile(info.getName()) : null;
    } catch (DbException e) {
      throw e.getSQLException();
    }
  }

  /**
   * Refuses a link to a file whose name does not end as H2's do: H2 would cut as many letters from
   * that name, and begin an empty database under what is left.
   *
   * @param url of a database in a file
   * @throws StartRefused naming both
   */
  static void checkLink(String url) {
    String named = url.split(";", 2)[0].replaceFirst("^jdbc:h2:(file:)?", "");
    String home = Matcher.quoteReplacement(System.getProperty("user.home", "~"));
    try {
      Path link = Path.of(named.replaceFirst("^~(?=/)", home) + SUFFIX);
      if (Files.isSymbolicLink(link) && !link.toRealPath().toString().endsWith(SUFFIX)) {
        throw new StartRefused(
            "%s, where the database is to be, is a link to %s, whose name does not end in %s."
                .formatted(link, link.toRealPath(), SUFFIX),
            "Rename that file and link to it anew, or name another directory in TRAINYARD_DATA_DIR.",
            null);
      }
    } catch (IOException | InvalidPathException e) {
      // A link that leads nowhere is refused by the check of the file; a prefix of H2 is no path.
    }
  }

  /** Where it lies. */
  Path directory() {
    return Objects.requireNonNull(path.toAbsolutePath().getParent());
  }

  /** Creates the database if there is no file; refuses one that is not this service's database. */
  void check(DatabaseSettings settings) throws SQLException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      checkExisting(settings);
    } else {
      create(settings);
    }
  }

  private void checkExisting(DatabaseSettings settings) throws SQLException {
    if (!Files.isRegularFile(path)) {
      boolean isLink = Files.isSymbolicLink(path);
      throw new StartRefused(
          "%s, where the database is to be, is %s."
              .formatted(path, isLink ? "a link that leads to no file" : "not a file"),
          "%s, or name another directory in TRAINYARD_DATA_DIR."
              .formatted(
                  isLink
                      ? "Bring back what it leads to (is its disk mounted?) or move it away"
                      : "Move it away"),
          null);
    }
    if (!Files.isReadable(path) || !Files.isWritable(path)) {
      throw new StartRefused(
          "The database file %s may not be read and written by this user.".formatted(path),
          "Change its permissions, or name another directory in TRAINYARD_DATA_DIR.",
          null);
    }
    String url = settings.url() + READ_ONLY;
    try (Connection _ =
        DriverManager.getConnection(url, settings.username(), settings.password())) {
      Schema schema = Schema.of(settings, url);
      if (!schema.exists()) {
        throw notOurs("is no database of this service: it has none of its tables", null);
      }
      schema.check(path.toString());
    } catch (SQLException e) {
      switch (e.getErrorCode()) {
        case ErrorCode.DATABASE_ALREADY_OPEN_1 -> throw inUse(e);
        case ErrorCode.WRONG_USER_OR_PASSWORD -> throw e;
        // What H2 says is misleading here: that it is read-only, or that its recovery tool helps.
        default -> throw notOurs("cannot be read: it was cut or damaged, or is no database", e);
      }
    }
  }

  /**
   * Makes the tables under another name, so that being killed meanwhile leaves no half database.
   */
  private void create(DatabaseSettings settings) throws SQLException {
    DatabaseFile draft = new DatabaseFile(name + ".new");
    // Without a file of traces: the last connection closes what is shut down already.
    String url = draft.url(settings) + ";TRACE_LEVEL_FILE=0";
    try {
      draft.deleteLeftover();
      try (Connection connection =
              DriverManager.getConnection(url, settings.username(), settings.password());
          Statement statement = connection.createStatement()) {
        Schema.of(settings, url).create();
        statement.execute("shutdown");
      }
      try (FileChannel channel = FileChannel.open(draft.path, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(draft.path, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (SQLException e) {
      if (e.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1) {
        throw draft.inUse(e);
      }
      throw e;
    } catch (FlywayException e) {
      throw notCreated(FailedMigrationAnalyzer.reason(e), e);
    } catch (IOException e) {
      throw notCreated(Room.reason(e), e);
    }
  }

  private StartRefused notCreated(String reason, Exception cause) {
    return new StartRefused(
        "The database %s cannot be created: %s.".formatted(path, reason),
        "Make room for it, or name another directory in TRAINYARD_DATA_DIR.",
        cause);
  }

  /** The settings' URL with this name in it. */
  private String url(DatabaseSettings settings) {
    int options = settings.url().indexOf(';');
    return "jdbc:h2:file:" + name + (options < 0 ? "" : settings.url().substring(options));
  }

  private void deleteLeftover() throws IOException {
    if (Files.exists(path)) {
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
          FileLock lock = channel.tryLock()) {
        if (lock == null) {
          throw inUse(null);
        }
        Files.delete(path);
      }
    }
  }

  private StartRefused inUse(@Nullable Exception e) {
    return new StartRefused(
        "Another process has the database in %s open. It is most likely another Trainyard. The embedded database H2 belongs to one process at a time."
            .formatted(path),
        """
        Stop the other process, or
        give this one a data directory of its own: TRAINYARD_DATA_DIR=/another/directory, or
        let both work on one PostgreSQL: SPRING_DATASOURCE_URL=jdbc:postgresql://host/database, \
        with SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD.""",
        e);
  }

  private StartRefused notOurs(String complaint, @Nullable SQLException e) {
    return new StartRefused(
        "The database file %s (%,d bytes) %s. Nothing was written to it."
            .formatted(path, bytes(), complaint),
        """
        Put a copy from a backup in its place, or
        begin without experiments: move it away, and keep it, for some of it may still be saved, or
        name another directory in TRAINYARD_DATA_DIR.""",
        e);
  }

  private long bytes() {
    try {
      return Files.size(path);
    } catch (IOException e) {
      return 0;
    }
  }
}
