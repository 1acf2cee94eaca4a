package dev.trainyard.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.Predictions;
import dev.trainyard.experiment.Evidence;
import dev.trainyard.experiment.ServiceTest;
import dev.trainyard.outcome.Cell;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A study that a script has trained and whose results a scenario replaces, one for all tests. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Import(ReportContract.Parts.class)
@NullUnmarked
abstract class ReportContract extends ServiceTest {
  private static final int IMAGES = 10_000;

  /** The accuracies of a scenario, image by image: whoever errs more, errs on all of the same. */
  @TestConfiguration
  static class Parts {
    @Bean
    @Primary
    Answers scenarioAnswers(Evidence evidence, Datasets datasets) {
      return new Answers(evidence, datasets) {
        @Override
        Judged of(Run run, Cell cell) {
          return new Judged(
              run, cell, TEST, cell.last().values().stream().map(Parts::predictions).toList());
        }
      };
    }

    private static final LabelledImages TEST =
        new LabelledImages(1, 1, 1, 10, new byte[IMAGES], new short[IMAGES]);

    private static Predictions predictions(double accuracy) {
      float[][] probabilities = new float[IMAGES][10];
      long wrong = Math.round((1 - accuracy) * IMAGES);
      for (int i = 0; i < IMAGES; i++) {
        probabilities[i][i < wrong ? 1 + i % 9 : 0] = 1;
      }
      return Predictions.of(1, probabilities, TEST);
    }
  }

  @Autowired PlatformTransactionManager transactions;
  long study;

  @BeforeAll
  void trainAStudy() {
    study = post("/studies", "{\"template\":\"quick\"}").getBody().path("id").asLong();
    awaitStatus("/studies/" + study, "COMPLETED");
  }

  @BeforeEach
  void giveItTheUsualResults() {
    jdbc.sql("update trial set status = 'COMPLETED'").update();
    give(Scenario.usual());
  }

  /** At once: a commit takes longer than what it stores. */
  private void give(Scenario scenario) {
    new TransactionTemplate(transactions)
        .executeWithoutResult(status -> scenario.write(jdbc, study));
  }

  /** The study stays for the next test. */
  @Override
  @AfterEach
  protected void leaveNothingBehind() {}

  @AfterAll
  void deleteTheStudy() {
    super.leaveNothingBehind();
  }

  /** The Markdown of what a scenario comes to. */
  String text(Scenario scenario) {
    give(scenario);
    return text();
  }

  String text() {
    return plain(as("text/markdown", String.class).getBody());
  }

  <T> ResponseEntity<T> as(String type, Class<T> body) {
    ResponseEntity<T> answer = service.get("/studies/" + study + "/report", type, body);
    assertThat(answer.getStatusCode().value()).as("%s", answer).isEqualTo(200);
    assertThat(answer.getHeaders().getContentType().toString()).startsWith(type);
    return answer;
  }

  /** With ordinary spaces and minus signs. */
  static String plain(String text) {
    return text.replace('\u00a0', ' ').replace('\u2212', '-');
  }

  /** From a heading to the next one of the same level. */
  static String section(String text, String heading) {
    int begin = text.indexOf("\n" + heading);
    assertThat(begin).as("%s in%n%s", heading, text).isNotNegative();
    String level = heading.substring(0, heading.indexOf(' ') + 1);
    int end = text.indexOf("\n" + level, begin + 1);
    return text.substring(begin, end < 0 ? text.length() : end);
  }
}
