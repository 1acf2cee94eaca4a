package dev.trainyard.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.zip.CRC32C;

/**
 * Notices that stored bytes are not those that were stored. Databases check their pages, or do not;
 * what a trial goes on from must be what it was, whatever lies in between.
 */
public final class Checksum {

  private Checksum() {}

  /** The CRC-32C of these bytes; 0 to 2³² - 1. */
  public static long of(byte[] bytes) {
    CRC32C sum = new CRC32C();
    sum.update(bytes);
    return sum.getValue();
  }

  /**
   * Whether a column of bytes is what its checksum is of, in the column {@code <name>_crc}. What a
   * former version of the service has stored has no checksum, and is taken as it is.
   */
  public static boolean holds(ResultSet row, String column) throws SQLException {
    long stored = row.getLong(column + "_crc");
    return row.wasNull() || stored == of(row.getBytes(column));
  }
}
