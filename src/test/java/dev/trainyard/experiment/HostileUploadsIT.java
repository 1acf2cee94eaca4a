package dev.trainyard.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.intake.HostileUploads;
import dev.trainyard.intake.HostileUploads.Hostile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;

/** A service with a heap of 300 MB under uploads that nobody means well with. */
@NullUnmarked
class HostileUploadsIT {
  private static final int MEGABYTES = 300;
  private static final Duration LONGEST = Duration.ofSeconds(1);

  /** A machine that has other work takes longer now and then, not each time. */
  private static final int TRIES = 3;

  @TempDir Path directory;

  @Test
  void refusesEachInASecondAndLeavesNothing() throws IOException {
    List<Hostile> uploads = HostileUploads.all();
    assertThat(uploads).hasSizeGreaterThan(50);
    try (ServiceProcess service =
        new ServiceProcess(MEGABYTES, directory, "trainyard.roles=api").ready()) {
      upload(service, uploads.getFirst());
      List<Path> before = files();
      SoftAssertions softly = new SoftAssertions();
      Duration slowest = Duration.ZERO;
      for (Hostile hostile : uploads) {
        Duration taken = LONGEST;
        for (int i = 0; i < TRIES && taken.compareTo(LONGEST) >= 0; i++) {
          long begin = System.nanoTime();
          ResponseEntity<JsonNode> answer = upload(service, hostile);
          taken = Duration.ofNanos(System.nanoTime() - begin);
          softly
              .assertThat(answer.getStatusCode().value())
              .as("%s: %s", hostile, answer.getBody())
              .isBetween(400, 499);
          softly
              .assertThat(answer.getBody().path("detail").asString())
              .as("%s", hostile)
              .contains(hostile.complaint())
              .doesNotContain("Exception", "dev.trainyard");
        }
        if (taken.toMillis() > 500) {
          System.out.printf("%s: %d ms%n", hostile, taken.toMillis());
        }
        softly.assertThat(taken).as("%s", hostile).isLessThan(LONGEST);
        slowest = taken.compareTo(slowest) > 0 ? taken : slowest;
      }
      System.out.printf(
          "%d hostile uploads; the slowest took %d ms%n", uploads.size(), slowest.toMillis());
      softly.assertThat(files()).isEqualTo(before);
      softly.assertThat(service.get("/datasets").findValuesAsString("name")).doesNotContain("evil");
      softly.assertThat(service.log()).doesNotContain("OutOfMemory", "incident");
      softly.assertAll();
    }
  }

  private static ResponseEntity<JsonNode> upload(ServiceProcess service, Hostile hostile) {
    return service.upload(
        "/datasets?name=evil" + hostile.query(), hostile.body(), "application/octet-stream");
  }

  /** Beside the database, which has grown by nothing but its own upkeep. */
  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
