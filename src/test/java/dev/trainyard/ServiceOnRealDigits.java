package dev.trainyard;

import dev.trainyard.dataset.TestMnist;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The service as its users have it, on the real MNIST: one for all tests that extend this. */
@NullUnmarked
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
public abstract class ServiceOnRealDigits {
  protected ServiceClient service;

  /** Not a {@code @TempDir}, which goes with its class: the service stays for the next one. */
  @DynamicPropertySource
  protected static void ownDirectory(DynamicPropertyRegistry properties) throws IOException {
    Path data = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "service");
    properties.add("trainyard.data-dir", data::toString);
    properties.add("trainyard.datasets.directory", TestMnist.directory()::toString);
  }

  @Autowired
  protected void connect(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }
}
