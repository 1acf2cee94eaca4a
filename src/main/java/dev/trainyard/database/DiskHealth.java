package dev.trainyard.database;

import dev.trainyard.settings.Room;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Whether there is room in the data directory, which has the datasets, the last uses of keys and
 * unless it is elsewhere the database. Nothing is written to find out: probes come every second.
 */
@Component("diskHealthIndicator")
class DiskHealth implements HealthIndicator {
  private final Path directory;

  DiskHealth(@Value("${trainyard.data-dir}") Path directory) {
    this.directory = directory;
  }

  @Override
  public Health health() {
    try {
      long free = Files.getFileStore(directory).getUsableSpace();
      boolean isRoom = free >= Room.NEEDED_BYTES && Files.isWritable(directory);
      return (isRoom ? Health.up() : Health.down())
          .withDetail("free", free)
          .withDetail("needed", Room.NEEDED_BYTES)
          .withDetail("writable", Files.isWritable(directory))
          .build();
    } catch (IOException e) {
      return Health.down().withDetail("reason", Room.reason(e)).build();
    }
  }
}
