package dev.trainyard.experiment;

import java.io.IOException;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The disk is full. */
@EnabledOnOs(OS.LINUX)
@NullUnmarked
class DatabaseOutageOnH2IT extends DatabaseOutageContract {
  private SmallDisk disk;

  @BeforeEach
  void mount() throws IOException, InterruptedException {
    disk = new SmallDisk(directory);
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    disk.close();
  }

  @Override
  String url() {
    return "jdbc:h2:file:%s;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TIME ZONE=UTC"
        .formatted(disk.resolve("trainyard"));
  }

  @Override
  void breakDatabase(ServiceProcess service) throws IOException, InterruptedException {
    disk.fill(service);
  }

  @Override
  void mendDatabase(ServiceProcess service) throws IOException, InterruptedException {
    disk.makeRoom(service);
  }

  @Override
  String reason() {
    return "No space left on device|File too large";
  }
}
