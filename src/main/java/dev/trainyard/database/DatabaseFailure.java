package dev.trainyard.database;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.h2.api.ErrorCode;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;

/** Tells failures of the whole database from those of one statement. */
final class DatabaseFailure {
  /** A cause can name itself as its own cause. */
  private static final int DEEPEST = 20;

  /**
   * Classes of SQLSTATE: no connection; the server ends, is starting or has crashed; it has no
   * room, memory or connection left; its operating system fails.
   */
  private static final List<String> STATES = List.of("08", "57P", "53", "58");

  /** Of H2, which closes a database that it could not write, and leaves its connections open. */
  private static final Set<Integer> CODES =
      Set.of(
          ErrorCode.DATABASE_IS_CLOSED,
          ErrorCode.CONNECTION_BROKEN_1,
          ErrorCode.DATABASE_ALREADY_OPEN_1,
          ErrorCode.FILE_CORRUPTED_1);

  /** Of H2's store: its other ones are about transactions. */
  private static final Set<Integer> STORE_CODES =
      Set.of(
          DataUtils.ERROR_READING_FAILED,
          DataUtils.ERROR_WRITING_FAILED,
          DataUtils.ERROR_INTERNAL,
          DataUtils.ERROR_CLOSED,
          DataUtils.ERROR_FILE_CORRUPT);

  private DatabaseFailure() {}

  /** Whether nothing else can be had from the database either. */
  static boolean isOutage(Throwable failure) {
    return chain(failure)
        .anyMatch(
            cause ->
                switch (cause) {
                  case MVStoreException store -> STORE_CODES.contains(store.getErrorCode());
                  case SQLException sql -> CODES.contains(sql.getErrorCode()) || hasState(sql);
                  default -> false;
                });
  }

  /** Whether a part of H2's file cannot be read: nothing mends that but a copy of the file. */
  static boolean isDamage(Throwable failure) {
    return chain(failure)
        .anyMatch(
            cause ->
                cause instanceof MVStoreException store
                    && store.getErrorCode() == DataUtils.ERROR_FILE_CORRUPT);
  }

  /** What lies at its bottom, in one line. */
  static String reason(Throwable failure) {
    Throwable root = chain(failure).reduce(failure, (_, cause) -> cause);
    return String.valueOf(root.getMessage())
        .lines()
        .findFirst()
        .orElse("")
        .replaceFirst("(\\.|; SQL statement:)$", "");
  }

  private static Stream<Throwable> chain(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(DEEPEST);
  }

  private static boolean hasState(SQLException failure) {
    String state = failure.getSQLState();
    return state != null && STATES.stream().anyMatch(state::startsWith);
  }
}
