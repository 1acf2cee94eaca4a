package dev.trainyard.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.dataset.DatasetStore;
import dev.trainyard.dataset.DirectorySource;
import dev.trainyard.web.PictureQueue;
import dev.trainyard.web.SliceContract;
import dev.trainyard.web.StrictJson;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@WebMvcTest(controllers = DatasetController.class)
@Import({SliceContract.class, StrictJson.class, UnavailableDatasetTest.Parts.class})
class UnavailableDatasetTest {
  @TempDir static Path temp;
  @Autowired MockMvcTester mvc;

  @TestConfiguration
  static class Parts {
    @Bean
    PictureQueue pictureQueue() {
      return new PictureQueue(1, Duration.ofSeconds(30), 16_000_000);
    }

    @Bean
    Datasets datasets() {
      return new Datasets(
          new DatasetStore(
              temp.resolve("kept"),
              List.of(
                  new DirectorySource(temp.resolve("first")),
                  new DirectorySource(temp.resolve("second")))));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/datasets/mnist", "/datasets/mnist/samples.png"})
  void isAProblemThatNamesEachSourceWithItsReason(String path) {
    assertThat(mvc.get().uri(path))
        .hasStatus(503)
        .hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
        .bodyJson()
        .extractingPath("$.detail")
        .asString()
        .contains(
            temp.resolve("first") + ": there is no such directory",
            temp.resolve("second") + ": there is no such directory");
  }
}
