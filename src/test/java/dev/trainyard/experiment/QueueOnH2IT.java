package dev.trainyard.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import tools.jackson.databind.JsonNode;

@OnH2
@NullUnmarked
class QueueOnH2IT extends QueueContract {

  /** Once, for either database: the pauses between the tries add up to seconds. */
  @Test
  void givesUpATrialThatTheDatabaseRefusesAgainAndAgainAndSaysWhy() {
    AtomicInteger tries = new AtomicInteger();
    engine.play(
        (plan, epoch, batch) -> {
          tries.incrementAndGet();
          throw new DataIntegrityViolationException("a value does not fit");
        });
    String experiment = submit("{\"network\":\"baseline\",\"training\":{\"epochs\":2}}");

    JsonNode failed = awaitStatus(experiment, "FAILED");

    assertThat(failed.path("reason").asString())
        .isEqualTo("the database refused what it asked 5 times in a row: a value does not fit");
    assertThat(tries).hasValue(5);
  }

  @Test
  void countsAfreshWhatTheDatabaseRefusesAfterAnEpoch() {
    Set<Integer> tried = ConcurrentHashMap.newKeySet();
    engine.play(
        (plan, epoch, batch) -> {
          if (tried.add(epoch)) {
            throw new DataIntegrityViolationException("a value does not fit");
          }
        });

    awaitStatus(submit("{\"network\":\"baseline\",\"training\":{\"epochs\":6}}"), "COMPLETED");

    assertThat(tried).hasSize(6);
  }
}
